import type { IpAddress } from '../../model/ip-address.ts';
import { onlyOnce, type Problem } from '../../model/problem.ts';
import { failed, ok, type Result } from '../../model/result.ts';
import { lookAt } from '../../system/folders.ts';
import { openLog, type OpenFile } from '../../system/open-file.ts';
import { type MaxMindDatabase, openMaxMind } from './max-mind-database.ts';
import { valueUnder } from './max-mind-values.ts';
import { pagedFile } from './paged-file.ts';

/** Country and network of an address, as a database on this machine has them. */
export interface Network {
  /** Two letters, ISO 3166. */
  readonly country: string | null;
  /** Who runs the network: `Example Hosting Ltd`. Foreign text. */
  readonly name: string | null;
}

export interface Networks {
  /** Null when no database knows the address, or there is none. */
  networkOf(address: IpAddress): Network | null;
  /** The databases in use, and when each was made, in seconds since 1970. */
  readonly databases: readonly { readonly path: string; readonly type: string; readonly builtEpoch: number }[];
  /** Databases that are there and cannot be read. */
  readonly problems: readonly Problem[];
  close(): void;
}

// Where geoipupdate, the packages of distributions and the panels put them.
const folders = ['/usr/share/GeoIP', '/var/lib/GeoIP', '/usr/local/share/GeoIP', '/var/lib/geoip', '/etc/GeoIP'];
const countryFiles = [
  'GeoLite2-Country.mmdb',
  'GeoLite2-City.mmdb',
  'GeoIP2-Country.mmdb',
  'GeoIP2-City.mmdb',
  'dbip-country-lite.mmdb',
  'dbip-city-lite.mmdb',
];
const networkFiles = ['GeoLite2-ASN.mmdb', 'GeoIP2-ISP.mmdb', 'dbip-asn-lite.mmdb'];

/**
 * Looks for free databases of countries and networks on this machine, whose file tree begins at `root`; the first of each
 * sort that can be read is used. Nothing is fetched: their licences want each server to fetch its own.
 */
export function openNetworks(root: string): Networks {
  const open: OpenFile[] = [];
  const problems: Problem[] = [];
  const firstOf = (names: readonly string[]): OpenDatabase | null => {
    for (const path of folders.flatMap((folder) => names.map((name) => `${folder}/${name}`))) {
      const found = openDatabase(root, path);
      if (found.ok) {
        open.push(found.value.file);
        return found.value;
      }
      if (found.problem.kind !== 'not-found') problems.push(problemAt(root, path, found.problem));
    }
    return null;
  };
  const countries = firstOf(countryFiles);
  const names = firstOf(networkFiles);
  return {
    networkOf: (address) => {
      const country = textOf(countries?.database, address, ['country', 'iso_code']);
      const name = textOf(names?.database, address, ['autonomous_system_organization']);
      const isCountry = country !== null && /^[A-Z]{2}$/.test(country);
      return isCountry || name !== null ? { country: isCountry ? country : null, name } : null;
    },
    databases: [countries, names].flatMap((one) =>
      one === null ? [] : [{ path: one.path, type: one.database.type, builtEpoch: one.database.builtEpoch }],
    ),
    problems: onlyOnce(problems),
    close: () => {
      for (const file of open.splice(0)) file.close();
    },
  };
}

interface OpenDatabase {
  readonly path: string;
  readonly file: OpenFile;
  readonly database: MaxMindDatabase;
}

function openDatabase(root: string, path: string): Result<OpenDatabase, Problem> {
  const opened = openLog(placeUnder(root, path), { in: 'system' });
  if (!opened.ok) return opened;
  const file = opened.value;
  const database = openMaxMind(pagedFile(file), file.sizeBytes);
  if (database !== undefined) return ok({ path, file, database });
  file.close();
  return failed({ kind: 'unknown-format', path, expected: 'a whole MaxMind DB file, which would tell countries or networks' });
}

/** Of a folder that is closed nobody knows what is in it: then it is the folder that cannot be read. */
function problemAt(root: string, path: string, problem: Problem): Problem {
  if (problem.kind !== 'permission-denied' || lookAt(placeUnder(root, path), 'follow-links').ok) return problem;
  return { ...problem, path: placeUnder(root, path.slice(0, path.lastIndexOf('/'))) };
}

const placeUnder = (root: string, path: string): string => (root === '/' ? path : `${root}${path}`);

const textOf = (database: MaxMindDatabase | undefined, address: IpAddress, keys: readonly string[]): string | null => {
  const value = database === undefined ? null : valueUnder(database.find(address), ...keys);
  return typeof value === 'string' && value !== '' ? value : null;
};
