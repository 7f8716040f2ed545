import { path } from './path';
import { startsWith } from './words';

/**
 * May the POST whose path was read be one to a login, of a comment, or of a form that machines send? By words anywhere in path
 * and query: whose login it is, and whether it is one, is looked up later, for the few addresses that make many of them.
 */
export function isPosting(): bool {
  const end = path.queryEnd;
  for (let at = path.start; at + 4 <= end; at++) {
    const byte = load<u8>(at) | 0x20;
    if (byte == 0x6c) {
      if (startsWith(at, end, 'login') || startsWith(at, end, 'logon')) return true;
    } else if (byte == 0x73) {
      if (startsWith(at, end, 'session') || startsWith(at, end, 'signin') || startsWith(at, end, 'sign_in') || startsWith(at, end, 'sign-in')) return true;
    } else if (byte == 0x63) {
      if (startsWith(at, end, 'comment') || startsWith(at, end, 'contact') || startsWith(at, end, 'coupon')) return true;
      if (startsWith(at, end, 'checkout')) return true;
    } else if (byte == 0x74) {
      if (startsWith(at, end, 'trackback') || startsWith(at, end, 'token')) return true;
    } else if (byte == 0x61) {
      if (startsWith(at, end, 'administrator') || startsWith(at, end, 'account') || startsWith(at, end, 'auth')) return true;
    } else if (byte == 0x72) {
      if (startsWith(at, end, 'register')) return true;
    } else if (byte == 0x6d) {
      if (startsWith(at, end, 'myadmin')) return true;
    } else if (byte == 0x6a) {
      if (startsWith(at, end, 'j_security') || startsWith(at, end, 'j_spring')) return true;
    }
  }
  return false;
}
