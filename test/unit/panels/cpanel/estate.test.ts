import { describe, expect, it } from 'vitest';
import { estateOf } from '../../../../src/panels/cpanel/estate.ts';
import { parseUserDomains } from '../../../../src/panels/cpanel/user-domains.ts';
import { homesByUser } from '../../../../src/panels/user-homes.ts';

const { domains } = parseUserDomains(
  [
    'alice.example: alice==bob==main==alice.example==/home/alice/public_html==192.0.2.10:80==192.0.2.10:443====0==ea-php83',
    'shop.example: alice==bob==addon==shop.alice.example==/home/alice/shop==192.0.2.10:80==192.0.2.10:443====0==ea-php83',
    'bob.example: bob==root==main==bob.example==/home/bob/public_html==192.0.2.11:80==192.0.2.11:443==2001:db8::11,1==0==ea-php82',
    'zoe.example: zoe==carol==main==zoe.example==/home/zoe/public_html==192.0.2.10:80==192.0.2.10:443====0==ea-php83',
    'split.example: split==bob==main==split.example==/home/split/public_html==192.0.2.12:80==192.0.2.12:443====0==ea-php83',
    'split2.example: split==carol==addon==x.split.example==/home/split/x==192.0.2.12:80==192.0.2.12:443====0==ea-php83',
    'rooted.example: root==bob==main==rooted.example==/root/x==192.0.2.13:80==192.0.2.13:443====0==ea-php83',
    '*: nobody==bob==main==x==/==192.0.2.14:80==192.0.2.14:443====0==ea-php83',
    'sub.zoe.example: alice==bob==sub==zoe.example==/home/alice/sub==192.0.2.10:80==192.0.2.10:443====0==ea-php83',
  ].join('\n'),
);
const homes = homesByUser('root:x:0:0::/root:/bin/sh\nalice:x:1001:1001::/home/alice:/bin/sh\nbob:x:1002:1002::/home/bob:/bin/sh\n');

describe('estateOf', () => {
  const bob = estateOf('bob', domains, homes);

  it('holds the own account, whoever owns it, and the accounts owned', () => {
    expect(bob.accounts).toEqual(['alice', 'bob']);
    expect(bob.uids).toEqual([1001, 1002]);
  });

  it('names domains and their vhosts, and no site of anybody else', () => {
    expect(bob.domains).toEqual(['alice.example', 'bob.example', 'shop.alice.example', 'shop.example', 'sub.zoe.example']);
    expect(bob.domains).not.toContain('zoe.example');
  });

  it('leaves out addresses that others’ sites share', () => {
    expect(bob.ownAddresses).toEqual(['192.0.2.11', '2001:db8::11']);
  });

  it('gives nothing to a stranger, and nothing by half a name', () => {
    const nothing = { accounts: [], uids: [], domains: [], ownAddresses: [] };
    expect(estateOf('bo', domains, homes)).toEqual(nothing);
    expect(estateOf('', domains, homes)).toEqual(nothing);
    expect(estateOf('nobody', domains, homes)).toEqual(nothing);
  });
});
