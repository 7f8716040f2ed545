import type { BlockInForce } from '../actions/blocks.ts';
import type { BlockScope, BlockTarget } from '../model/block.ts';
import { coveredBy } from '../model/covered.ts';
import type { PageQuestion } from '../views/page-target.ts';
import type { Viewer } from './viewer.ts';

/** What depends on who looks. */
export interface ForViewer {
  /** Whether rows have a link to the page that blocks them. */
  readonly mayBlock: boolean;
  /** The one site these links are about; null: the whole server. */
  readonly blockSite: string | null;
  /** False for a reseller whose links are about the whole server: they block single addresses. */
  readonly mayBlockRanges: boolean;
  /** Whether a block of ours keeps an address or range out of what its link is about: then the link is there to lift it. */
  readonly isBlocked: (target: BlockTarget) => boolean;
}

/**
 * An administrator's links lead to blocks of the whole server. Whoever may block for some sites only has links where it is known
 * which site is meant: the one they look at, or the only one they have. Elsewhere they lead to a block of the whole server, for a
 * reseller who may make one.
 */
export function blockLinks(
  { site }: Pick<PageQuestion, 'site'>,
  { rights }: Pick<Viewer, 'rights'>,
  inForce: readonly BlockInForce[] | null,
): ForViewer {
  const links = linksOf(site, rights);
  const reaching = (inForce ?? []).filter(({ scope }) => reaches(scope, links.blockSite));
  return { ...links, isBlocked: coveredBy(reaching.map(({ target }) => target)) };
}

/** Whether a block keeps out of a site; null: of the whole server. */
export const reaches = (scope: BlockScope, site: string | null): boolean =>
  scope.kind === 'server' || (scope.kind === 'domain' && scope.domain === site);

function linksOf(site: string | null, { change, sites, ownServer }: Viewer['rights']): Omit<ForViewer, 'isBlocked'> {
  if (sites === null) return { mayBlock: change, blockSite: null, mayBlockRanges: change };
  const meant = site ?? (sites.length === 1 ? (sites[0] ?? null) : null);
  return meant !== null && sites.includes(meant)
    ? { mayBlock: change, blockSite: meant, mayBlockRanges: change }
    : { mayBlock: change && ownServer !== null, blockSite: null, mayBlockRanges: false };
}
