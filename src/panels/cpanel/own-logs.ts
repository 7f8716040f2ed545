import { basename } from 'node:path';
import type { LogCatalog, LogFile, LogPlace } from '../../model/log-catalog.ts';
import type { Estate } from '../../model/operator.ts';
import { type UserDomain, vhostNames } from './user-domains.ts';

/**
 * What of a server's logs belongs to an estate: the domlogs of its own vhosts, and PHP's logs in its accounts' own folders.
 * Never a log that several accounts share, whatever single lines of it say; and of the places only how many logs of one's own
 * there were.
 * @param takesHeaders whether the web server behind the log at this path may have an address from a header
 */
export function ownLogs(
  all: LogCatalog,
  estate: Estate,
  domains: readonly UserDomain[],
  takesHeaders: (path: string) => boolean = () => false,
): LogCatalog {
  const isOwnName = ownNameTest(estate, domains);
  const accessLogs = all.accessLogs
    .filter(({ path, trust }) => trust.in !== 'user-folder' && isOwnName(basename(path)))
    .map((log): LogFile<'access'> => (takesHeaders(log.path) ? { ...log, addressFromHeader: true } : log));
  const errorLogs = all.errorLogs.filter((log) => isOwnFolder(log, estate));
  return {
    accessLogs,
    errorLogs,
    places: [place('Access logs of your sites', accessLogs.length), place('PHP logs of your accounts', errorLogs.length)],
  };
}

const isOwnFolder = ({ trust }: LogFile<string>, { uids }: Estate): boolean => trust.in === 'user-folder' && uids.includes(trust.uid);

const place = (what: string, files: number): LogPlace => ({ what, path: '', files, leftAside: 0, problem: null });

/**
 * Whether the name of a domlog is one that cPanel gives for a vhost of the estate. Names are made from the estate's domains and
 * compared whole, never taken apart: `alice.example.bkup` may be alice.example's log of yesterday, or that of a domain of
 * this very name.
 */
function ownNameTest(estate: Estate, domains: readonly UserDomain[]): (name: string) => boolean {
  const own = new Set(estate.domains);
  const foreign = new Set(domains.flatMap(vhostNames).filter((name) => !own.has(name)));
  const foreignLogs = new Set([...foreign].flatMap(logNames));
  const ownLogNames = new Set(estate.domains.flatMap(logNames).filter((name) => !foreignLogs.has(name)));
  return (name) => ownLogNames.has(name);
}

const endings = ['', '-ssl_log'].flatMap((kind) => ['', '.bkup', '.bkup2'].map((age) => `${kind}${age}`));

const logNames = (domain: string): readonly string[] => {
  const bare = domain.startsWith('*.') ? `_wildcard_.${domain.slice(2)}` : domain;
  return endings.map((ending) => `${bare}${ending}`);
};
