import { userInfo } from 'node:os';
import { parseIpAddress } from '../model/ip-address.ts';
import type { Operator } from '../model/operator.ts';

/**
 * Whoever started this program on the machine itself: an administrator as far as the system lets them. Over SSH their address is
 * known (ssh(1): SSH_CONNECTION), also when the pages come to them through a forwarded port.
 */
export const localOperator = (environment: NodeJS.ProcessEnv = process.env): Operator => ({
  name: nameOfUser(),
  role: 'admin',
  estate: null,
  address: parseIpAddress(environment['SSH_CONNECTION']?.split(' ', 1)[0] ?? '') ?? null,
  session: '',
  actsFor: environment['SUDO_USER'] ?? null,
});

function nameOfUser(): string {
  try {
    return userInfo().username;
  } catch {
    // A user id that no file knows.
    return `user ${String(process.geteuid?.() ?? 'unknown')}`;
  }
}
