import { parseIpAddress } from '../../model/ip-address.ts';
import { listFolder } from '../../system/folders.ts';
import { processIdentity } from '../../system/process-identity.ts';
import { readTail } from '../../system/read-tail.ts';
import { type LoginRecord, loginRecords } from '../../system/utmp.ts';
import type { LiveLogin, SuccessfulLogin } from '../guard/guard-facts.ts';
import { below, type Looking, orNull } from './looking.ts';

/** A record has 384 bytes or 400; both divide this. */
const recordsUnit = 384 * 25;
const mostBytes = 100 * recordsUnit;
const mostSessions = 2000;

/** Who is logged in to a terminal now: utmp(5), and systemd's sessions where there is no utmp any more. */
export const terminalLogins = (looking: Looking): readonly LiveLogin[] => [
  ...recordsIn(looking, '/var/run/utmp', 1)
    .filter(({ pid }) => processIdentity(pid) !== null)
    .map(({ address, user }): LiveLogin => ({ address, user, way: 'ssh', proved: true, port: null })),
  ...sessionLogins(looking),
];

/** Who logged in over SSH lately (wtmp, utmp(5)): the end of it. */
export const terminalHistory = (looking: Looking): readonly SuccessfulLogin[] =>
  recordsIn(looking, '/var/log/wtmp', recordsUnit).map(({ address, user, epoch }) => ({ address, epoch, what: `${user} by SSH` }));

function recordsIn(looking: Looking, path: string, unitBytes: number): readonly LoginRecord[] {
  const bytes = orNull(readTail(below(looking.root, path), unitBytes, mostBytes), looking.problems);
  const records = bytes === null ? [] : loginRecords(bytes);
  if (records === undefined) looking.problems.push({ kind: 'unknown-format', path, expected: 'records of utmp(5)' });
  return records ?? [];
}

/** `/run/systemd/sessions/<id>`: lines `KEY=value` (systemd-logind, not promised to stay; sd-login(3) reads the same). */
function sessionLogins(looking: Looking): readonly LiveLogin[] {
  const folder = '/run/systemd/sessions';
  const files = orNull(listFolder(below(looking.root, folder), mostSessions), looking.problems) ?? [];
  return files
    .filter(({ kind }) => kind === 'file')
    .flatMap(({ name }): readonly LiveLogin[] => {
      const text = looking.text(`${folder}/${name}`) ?? '';
      const address = parseIpAddress(fieldOf(text, 'REMOTE_HOST'));
      if (address === undefined || fieldOf(text, 'STATE') === 'closing') return [];
      return [{ address, user: fieldOf(text, 'USER') || null, way: 'ssh', proved: true, port: null }];
    });
}

const fieldOf = (text: string, key: string): string => {
  const line = text.split('\n').find((one) => one.startsWith(`${key}=`));
  return line === undefined ? '' : line.slice(key.length + 1);
};
