import { tooWide } from './list-refusal.ts';
import type { KnownService, SavedLists } from '../../model/known-service.ts';

/**
 * The services with the newer of their lists: the one that came with the program, or the one fetched since. Whoever changed the
 * file it was kept in cannot make half of the internet somebody's.
 */
export function withNewestLists(services: readonly KnownService[], saved: SavedLists): readonly KnownService[] {
  return services.map((service) => {
    const list = saved.get(service.id);
    const isNewer = list !== undefined && service.date !== null && list.date > service.date && tooWide(list.ranges) === undefined;
    return isNewer ? { ...service, ...list } : service;
  });
}
