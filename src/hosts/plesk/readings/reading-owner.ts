import { createHash } from 'node:crypto';
import type { PageAsked } from '../question-shape.ts';

/** Whose a reading is. Only who asks as the same client with the very same reach may see it, or that it is there. */
export interface ReadingOwner {
  /** Plesk's id of the client. */
  readonly client: number;
  /** Stands for the role and the domains it was read for: what somebody lost meanwhile is not shown to them any more. */
  readonly reach: string;
}

export function ownerOf({ operator, domains, site }: Pick<PageAsked, 'operator' | 'domains' | 'site'>): ReadingOwner {
  const names = domains === null ? null : domains.map(({ id, name, mayBlock }) => [id, name, mayBlock]).sort();
  const reach = createHash('sha256').update(JSON.stringify([operator.role, site, names]));
  return { client: operator.id, reach: reach.digest('hex') };
}

export const isSameOwner = (one: ReadingOwner, other: ReadingOwner): boolean => one.client === other.client && one.reach === other.reach;
