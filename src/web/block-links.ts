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
}

/**
 * An administrator's links lead to blocks of the whole server. Whoever may block for some sites only has links where it is known
 * which site is meant: the one they look at, or the only one they have. Elsewhere they lead to a block of the whole server, for a
 * reseller who may make one.
 */
export function blockLinks({ site }: Pick<PageQuestion, 'site'>, { rights }: Pick<Viewer, 'rights'>): ForViewer {
  const { change, sites, ownServer } = rights;
  if (sites === null) return { mayBlock: change, blockSite: null, mayBlockRanges: change };
  const meant = site ?? (sites.length === 1 ? (sites[0] ?? null) : null);
  return meant !== null && sites.includes(meant)
    ? { mayBlock: change, blockSite: meant, mayBlockRanges: change }
    : { mayBlock: change && ownServer !== null, blockSite: null, mayBlockRanges: false };
}
