import { describe, expect, it } from 'vitest';
import { openMachine } from '../../../src/hosts/machine.ts';
import { fileTree } from '../../file-tree.ts';

const now = new Date();
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const stamp = `${String(now.getUTCDate()).padStart(2, '0')}/${months[now.getUTCMonth()] ?? ''}/${String(now.getUTCFullYear())}:${now.toISOString().slice(11, 19)} +0000`;
const tries = `203.0.113.66 - - [${stamp}] "POST /wp-login.php HTTP/1.1" 200 5 "-" "Mozilla/5.0"\n`.repeat(300);
const server = {
  'usr/local/cpanel/version': '11.136.0.1',
  'etc/userdatadomains': 'alice.example: alice==bob==main==alice.example==/home/alice/x==192.0.2.10:80==192.0.2.10:443====0==\n',
  'etc/apache2/logs/domlogs/alice.example': tries,
  'proc/net/tcp': '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n',
};
const estate = { accounts: ['alice'], uids: [1001], domains: ['alice.example'], ownAddresses: [] };

async function causeOf(part: typeof estate | null, site: string | null): Promise<string> {
  const { reviews } = openMachine(fileTree(server), part);
  return (await reviews.whole({ window: '1h', key: 'target', top: 20, site })).verdicts.cause.text;
}

describe('the sentence on top', () => {
  it('speaks of the load of the server where all of it was read', async () => {
    expect(await causeOf(null, null)).toMatch(/^Login attack on alice\.example by 1 address: 300 tries, 100% of the requests\..*\(load /);
  });

  it('does not where only one site, or one reseller’s, were: a part of these is no part of the server', async () => {
    expect(await causeOf(null, 'alice.example')).toMatch(/100% of the requests\. Block it\.$/);
    expect(await causeOf(estate, null)).toMatch(/100% of the requests\. Block it\.$/);
  });
});
