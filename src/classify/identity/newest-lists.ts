import type { KnownService, SavedLists } from '../../model/known-service.ts';

/** The services with the newer of their lists: the one that came with the program, or the one fetched since. */
export function withNewestLists(services: readonly KnownService[], saved: SavedLists): readonly KnownService[] {
  return services.map((service) => {
    const list = saved.get(service.id);
    const isNewer = list !== undefined && service.date !== null && list.date > service.date;
    return isNewer ? { ...service, ...list } : service;
  });
}
