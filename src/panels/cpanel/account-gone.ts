import { join } from 'node:path';
import { readSmallText } from '../../system/read-text.ts';

const mostBytes = 64 * 1024 * 1024;

/**
 * Whether an account is certainly not on this server: no user of the system has its name and no domain is its own. False where
 * that cannot be read.
 */
export function isAccountGone(root: string, account: string): boolean {
  const [users, domains] = ['/etc/passwd', '/etc/userdomains'].map((path) => readSmallText(join(root, path), mostBytes));
  if (users?.ok !== true || domains?.ok !== true) return false;
  const isUser = users.value.split('\n').some((line) => line.startsWith(`${account}:`));
  return !isUser && !domains.value.split('\n').some((line) => line.trimEnd().endsWith(`: ${account}`));
}
