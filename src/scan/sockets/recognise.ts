import { leadingWords } from './leading-words.ts';
import { stateBySsName } from './state-names.ts';

/**
 * What a line of a captured socket table is. Every line speaks for itself, so a file may hold several tables of several
 * kinds, with or without their headers. Rows of /proc/net are recognised as bytes before (`slotColon`).
 */
export type LineKind =
  | 'ss-row'
  | 'ss-row-without-netid'
  | 'ss-header'
  | 'netstat-row'
  | 'netstat-header'
  | 'proc-header'
  /** A socket that is neither TCP nor UDP. */
  | 'other-socket'
  /** Section titles of netstat, file names put in by `tail`. */
  | 'decoration'
  /** Begins with a blank: details of the row above, where that row is one of ss. */
  | 'indented'
  | 'unknown';

const otherNetstatProtocols: ReadonlySet<string> = new Set(['raw', 'raw6', 'udplite', 'udplite6', 'udpl', 'udpl6', 'sctp', 'unix']);

/** Kind of a line that is not blank. */
export function lineKind(line: string): LineKind {
  const [first = '', second = '', third = '', fourth = ''] = leadingWords(line, 4).words;
  if (isNumber(second) && isNumber(third)) {
    if (/^(?:tcp|udp)6?$/.test(first)) return 'netstat-row';
    if (stateBySsName.has(first)) return 'ss-row-without-netid';
  }
  if (stateBySsName.has(second) && isNumber(third) && isNumber(fourth)) {
    return first === 'tcp' || first === 'udp' ? 'ss-row' : 'other-socket';
  }
  if (otherNetstatProtocols.has(first) && isNumber(second)) return 'other-socket';
  return headerKind(line, first, second) ?? (isDecoration(line) ? 'decoration' : /^[ \t]/.test(line) ? 'indented' : 'unknown');
}

function headerKind(line: string, first: string, second: string): LineKind | undefined {
  if (first === 'sl' && second === 'local_address') return 'proc-header';
  if ((first === 'Netid' || first === 'State') && line.includes('Recv-Q')) return 'ss-header';
  if (first === 'Proto' && (second === 'Recv-Q' || second === 'RefCnt')) return 'netstat-header';
  return undefined;
}

/** `Active Internet connections (w/o servers)`, `==> file <==`, and netstat's hint that it was not run by root. */
function isDecoration(line: string): boolean {
  if (line.startsWith('Active ')) return line.includes(' connections') || line.includes(' sockets');
  return (
    (line.startsWith('==> ') && line.trimEnd().endsWith(' <==')) ||
    line.startsWith('(Not all processes could be identified, non-owned process info') ||
    line.startsWith(' will not be shown, you would have to be root to see it all.)')
  );
}

const isNumber = (word: string): boolean => /^\d+$/.test(word);
