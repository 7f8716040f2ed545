import { bytesAsText } from '../../scan/access/bytes-as-text.ts';

/** Says whether a user agent as a log writes it is the wanted one, as `bytesAsText` spells it: bytes that are no UTF-8 too. */
export function agentFilter(wanted: string): (logged: Uint8Array) => boolean {
  const bytes = Buffer.from(wanted, 'utf8');
  // Only what is spelled out can stand for other bytes than its own.
  const mayBeSpelledOut = wanted.includes('\\x');
  return (logged) => bytes.equals(logged) || (mayBeSpelledOut && logged.some((byte) => byte > 0x7e) && bytesAsText(logged) === wanted);
}
