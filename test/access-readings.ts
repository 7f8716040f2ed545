import type { AccessReading } from '../src/sources/access-logs/read-access-logs.ts';

/** Reads everything there is in logs that were given by hand. */
export const givenReading: AccessReading = {
  span: { fromEpoch: -Infinity, toEpoch: Infinity },
  pageKey: 'target',
  site: null,
  address: null,
  page: null,
  limit: null,
  sitesAreCertain: false,
  areLive: false,
  nameSite: (host) => host,
  seed: 1,
};

/** The same of a server's own logs, whose sites its panel knows. */
export const liveReading: AccessReading = { ...givenReading, sitesAreCertain: true, areLive: true };
