import { join } from 'node:path';
import { type DomainName, parseDomainName } from '../../model/domain-name.ts';
import type { Estate } from '../../model/operator.ts';
import type { Problem } from '../../model/problem.ts';
import { failed, ok, type Result } from '../../model/result.ts';
import { homesByUser } from '../../panels/user-homes.ts';
import { readSmallText } from '../../system/read-text.ts';
import type { PleskDomain } from './question-shape.ts';

export interface OwnDomain {
  readonly id: number;
  readonly name: DomainName;
  readonly systemUser: string;
  readonly mayBlock: boolean;
}

/**
 * The names as names: one that is none, or a log folder that is not the site's own below `vhosts`, is a lie of the other side.
 * A wildcard (`*.shop.example`) is left out: its logs lie in a folder of another name.
 */
export function ownDomains(domains: readonly PleskDomain[], vhosts: string): Result<readonly OwnDomain[], Problem> {
  const own: OwnDomain[] = [];
  for (const { id, name, logs, systemUser, mayBlock } of domains) {
    if (name.startsWith('*.')) continue;
    const parsed = parseDomainName(name);
    if (parsed === undefined || parsed !== name) return failed(misfit('domains', name, 'domains in lower-case ASCII'));
    if (logs !== join(vhosts, 'system', name, 'logs')) return failed(misfit('logs', logs, 'the log folder of its own site'));
    own.push({ id, name: parsed, systemUser, mayBlock });
  }
  return ok(own);
}

const misfit = (field: string, got: string, expected: string): Problem => ({ kind: 'bad-input', field, got, expected });

/** What somebody may see who may see these domains: their logs, and the sockets of their system users. */
export function estateOfDomains(root: string, domains: readonly OwnDomain[]): Estate {
  const passwd = readSmallText(join(root, '/etc/passwd'));
  const homes = passwd.ok ? homesByUser(passwd.value) : new Map<string, never>();
  const accounts = [...new Set(domains.map(({ systemUser }) => systemUser))].filter((user) => user !== '' && user !== 'root');
  const uids = accounts.flatMap((account) => {
    const uid = homes.get(account)?.uid ?? 0;
    // Below 1000 are the system's own users, whatever the other side says.
    return uid >= 1000 ? [uid] : [];
  });
  return { accounts, uids, domains: domains.map(({ name }) => name), ownAddresses: [] };
}
