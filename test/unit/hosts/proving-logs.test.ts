import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openMachine } from '../../../src/hosts/machine.ts';
import { fileTree } from '../../file-tree.ts';

const line = (address: string): string => `${address} - - [22/Nov/2026:06:39:45 +0000] "GET / HTTP/1.1" 200 5 "-" "-"\n`;
const domlog = 'etc/apache2/logs/domlogs/alice.example';
const server = {
  'usr/local/cpanel/version': '11.136.0.1',
  'etc/userdatadomains': 'alice.example: alice==bob==main==alice.example==/home/alice/x==192.0.2.10:80==192.0.2.10:443====0==\n',
  [domlog]: line('203.0.113.7'),
};
const estate = { accounts: ['alice'], uids: [1001], domains: ['alice.example'], ownAddresses: [] };

/** Paths of the logs that prove who came to a reseller's accounts. */
async function proving(more: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const root = fileTree({ ...server, ...more });
  const question = { window: 'all', key: 'path', top: 1, site: null, address: null, page: null, onlyProof: true } as const;
  const { files } = await openMachine(root, estate).reviews.access(question);
  return files.map(({ path }) => path.slice(join(root, '/').length));
}

describe('logs that prove who came', () => {
  it('are those of Apache, unless it takes addresses from headers: then those of nginx alone, or none', async () => {
    const nginx = 'var/log/nginx/domains/alice.example';
    expect(await proving({})).toEqual([domlog]);
    expect(await proving({ [nginx]: line('203.0.113.8') })).toEqual([nginx]);
    expect(await proving({ 'etc/apache2/conf.modules.d/370_mod_remoteip.conf': '' })).toEqual([]);
  });
});
