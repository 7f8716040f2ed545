import { join } from 'node:path';
import type { LogTrust } from '../../model/log-catalog.ts';
import { openLog } from '../../system/open-file.ts';
import { type Doubled, doubledLines } from './doubled-lines.ts';

/** Apache's logs of a site that are wholly in nginx's as well, and those that are in part; by their names without rotation. */
export interface DoubledLogs {
  readonly wholly: readonly string[];
  readonly partly: readonly string[];
}

/** Each of Apache's logs with nginx's of the same port. */
const pairs = [
  ['access_log', 'proxy_access_log'],
  ['access_ssl_log', 'proxy_access_ssl_log'],
] as const;

const apacheTailBytes = 4 * 1024;
/** Static files are in nginx's only: more bytes for the same time. */
const nginxTailBytes = 32 * 1024;
const fewestLines = 5;
const requestsLookedFor = 2;
const wholly = 0.9;
const partly = 0.1;
/**
 * Who may reach Apache past nginx, or provokes errors of nginx itself, can write the ends of both logs alike, and would have all of
 * Apache's left aside: what one or two addresses did proves nothing.
 */
const fewestAddresses = 3;

/**
 * Plesk's own template has nginx log nothing of what it hands to Apache, and the two logs add up. A customised one may log it in
 * both: then every such request would count twice. The ends of both logs tell.
 */
export function doubledLogs(folder: string, trust: LogTrust): DoubledLogs {
  const shares = pairs.map(([apache, nginx]) => {
    const doubled = compare(folder, trust, apache, nginx);
    const share = shareOf(doubled);
    return { apache, share, isWhole: share >= wholly && doubled.addresses >= fewestAddresses };
  });
  return {
    wholly: shares.filter(({ isWhole }) => isWhole).map(({ apache }) => apache),
    partly: shares.filter(({ share, isWhole }) => share >= partly && !isWhole).map(({ apache }) => apache),
  };
}

/** None while there is too little to tell by. */
const shareOf = ({ compared, found }: Doubled): number => (compared < fewestLines ? 0 : found / compared);

function compare(folder: string, trust: LogTrust, apacheName: string, nginxName: string): Doubled {
  const apache = tailOf(join(folder, apacheName), trust, apacheTailBytes);
  const requests = apache === null ? [] : lastRequests(apache);
  const nginx = requests.length === 0 ? null : tailOf(join(folder, nginxName), trust, nginxTailBytes);
  // Most sites end here: a server of many would take a second to compare them all line by line.
  if (apache === null || nginx === null || !requests.some((each) => nginx.includes(each))) return { compared: 0, found: 0, addresses: 0 };
  return doubledLines(apache.toString('latin1'), nginx.toString('latin1'));
}

const quote = 0x22;
const space = 0x20;

/** Method and target of some of the last lines, as they would stand in the other log. */
function lastRequests(tail: Buffer): readonly Buffer[] {
  const requests: Buffer[] = [];
  for (let end = tail.length; requests.length < requestsLookedFor; ) {
    const start = tail.lastIndexOf('] "', end);
    if (start < 0) break;
    const target = tail.indexOf(space, tail.indexOf(space, start + 2) + 1);
    if (target > start && tail[start + 2] === quote) requests.push(tail.subarray(start + 2, target + 1));
    end = start - 1;
    if (end < 0) break;
  }
  return requests;
}

/** Null for what cannot be read: whoever reads it for its requests says why. Begins with a line feed where it is the whole file. */
function tailOf(path: string, trust: LogTrust, mostBytes: number): Buffer | null {
  const opened = openLog(path, trust);
  if (!opened.ok) return null;
  try {
    const { sizeBytes } = opened.value;
    const bytes = Buffer.allocUnsafe(Math.min(sizeBytes, mostBytes));
    const read = bytes.length === 0 ? 0 : opened.value.read(bytes, sizeBytes - bytes.length);
    const whole = bytes.subarray(0, read);
    return read === sizeBytes ? Buffer.concat([Buffer.from('\n'), whole]) : whole;
  } catch {
    return null;
  } finally {
    opened.value.close();
  }
}
