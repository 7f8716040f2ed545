import { userInfo } from 'node:os';
import { parseIpAddress } from '../model/ip-address.ts';
import type { Operator } from '../model/operator.ts';
import { ancestorVariable } from '../system/ancestor-variable.ts';

/**
 * Whoever started this program on the machine itself: an administrator as far as the system lets them. Over SSH their address is
 * known (ssh(1): SSH_CONNECTION), also behind sudo, and when the pages come to them through a forwarded port.
 */
export const localOperator = (environment: NodeJS.ProcessEnv = process.env): Operator => ({
  name: nameOfUser(),
  role: 'admin',
  estate: null,
  address: parseIpAddress(sshConnection(environment)?.split(' ', 1)[0] ?? '') ?? null,
  session: '',
  actsFor: environment['SUDO_USER'] ?? null,
});

const sshConnection = (environment: NodeJS.ProcessEnv): string | undefined =>
  environment['SSH_CONNECTION'] ?? ancestorVariable('SSH_CONNECTION', process.ppid);

function nameOfUser(): string {
  try {
    return userInfo().username;
  } catch {
    // A user id that no file knows.
    return `user ${String(process.geteuid?.() ?? 'unknown')}`;
  }
}
