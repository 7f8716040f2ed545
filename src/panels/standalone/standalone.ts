import { PlaceSearch } from '../place-search.ts';
import { noLogs } from '../../model/log-catalog.ts';
import type { Panel } from '../panel.ts';
import { searchWebServerPlaces } from '../web-server-places.ts';

/** A server without a panel: the web servers' own places. */
export function openStandalone(root: string): Panel {
  return {
    name: 'standalone',
    version: null,
    findLogs: () => {
      const search = new PlaceSearch();
      searchWebServerPlaces(search, root);
      return search.catalog();
    },
    findOwnLogs: () => noLogs,
    nameSite: (host) => host,
  };
}
