import type { PageQuestion } from '../views/page-target.ts';
import type { Viewer } from './viewer.ts';

/** What depends on who looks. */
export interface ForViewer {
  /** Whether rows have a link to the page that blocks them. */
  readonly mayBlock: boolean;
  /** The one site these links are about; null: the whole server. */
  readonly blockSite: string | null;
}

/**
 * An administrator's links lead to blocks of the whole server. Whoever may block for some sites only has links where it is known
 * which site is meant: the one they look at, or the only one they have.
 */
export function blockLinks({ site }: Pick<PageQuestion, 'site'>, { rights }: Pick<Viewer, 'rights'>): ForViewer {
  const { change, sites } = rights;
  if (sites === null) return { mayBlock: change, blockSite: null };
  const meant = site ?? (sites.length === 1 ? (sites[0] ?? null) : null);
  return meant !== null && sites.includes(meant) ? { mayBlock: change, blockSite: meant } : { mayBlock: false, blockSite: null };
}
