import { expect, it } from 'vitest';
import { withDns } from '../../../src/system/dns.ts';
import { dnsServer } from '../../dns-server.ts';
import { given } from '../../given-address.ts';

it('asks nothing more when the time is over', async () => {
  const server = await dnsServer(() => 'silent');
  const answers = await withDns({ totalMs: 300, servers: [server.address] }, async (dns) => [
    await dns.namesOf(given('203.0.113.7')),
    await dns.addressesOf('late.example', 4),
  ]);
  expect(answers).toEqual(['silent', 'silent']);
  expect(new Set(server.questions)).toEqual(new Set(['PTR 7.113.0.203.in-addr.arpa']));
});

it('takes a name that cannot be asked for as silence', async () => {
  const server = await dnsServer(() => 3);
  const answer = await withDns({ totalMs: 1000, servers: [server.address] }, (dns) => dns.addressesOf(`${'x'.repeat(64)}.example`, 4));
  expect(answer).toBe('silent');
  expect(server.questions).toEqual([]);
});
