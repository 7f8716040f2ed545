import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { reviewConnections } from '../../src/actions/review-connections.ts';
import type { ConnectionReport } from '../../src/model/connection-report.ts';
import { ok } from '../../src/model/result.ts';
import { readGivenSockets } from '../../src/sources/sockets/read-given.ts';
import { because, lacking } from '../needs.ts';

/**
 * The two commands everybody finds who looks up how to see who is connected, run as they are on a captured table. Where
 * they are right we say the same; where they are wrong these tests say what is right.
 */
const articles = {
  'netstat -ntu': `awk '{print $5}' | cut -d: -f1 | sort | uniq -c | sort -n`,
  'netstat -tuna': `awk -F':+| +' 'NR>2{print $5}' | cut -d: -f1 | sort | uniq -c | sort -n`,
} as const;
type Article = keyof typeof articles;

const files = { 'netstat -ntu': 'netstat-ntu.txt', 'netstat -tuna': 'netstat-tuna.txt' } as const;

const captured = (kind: string, file: string): string =>
  readFileSync(fileURLToPath(new URL(`../golden/sockets/${kind}/${file}`, import.meta.url)), 'utf8');

/** A table without the one socket that is IPv6: time keeping on `::1`. */
const ipv4Only = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !line.includes(' ::1:323 '))
    .join('\n');

/** What the pipeline prints, by key. */
function pipeline(article: Article, text: string): Readonly<Record<string, number>> {
  const printed = execFileSync('bash', ['-c', `cat | ${articles[article]}`], { encoding: 'utf8', input: text });
  const lines = printed.split('\n').filter((line) => line !== '');
  return Object.fromEntries(lines.map((line) => [line.slice(8), Number(line.slice(0, 8))]));
}

function review(text: string): ConnectionReport {
  return reviewConnections(readGivenSockets([{ name: 'captured', read: ok(Buffer.from(text)) }]).table, { top: null, address: null });
}

const missing = lacking('bash', 'awk', 'cut', 'sort', 'uniq');
const reason = because(missing.length === 0, `needs ${missing.join(', ')}`);

// The kinds whose clients all come by IPv4; on a dual-stack listener netstat prints them as tcp6 with an IPv4 address.
const ipv4Kinds = ['quiet', 'one-address-flood', 'syn-flood', 'outbound', 'own-traffic'];

describe.skipIf(missing.length > 0)(`the article's commands${reason}`, () => {
  describe.each(ipv4Kinds)('on the IPv4 connections of kind %s', (kind) => {
    it('by address: the same, but for the two header lines, which they take for peers', () => {
      const text = ipv4Only(captured(kind, files['netstat -ntu']));
      const { byAddress } = review(text);
      const ours = Object.fromEntries(byAddress.map(({ address, connections }) => [address, connections]));
      expect(pipeline('netstat -ntu', text)).toEqual({ ...ours, 'servers)': 1, Address: 1 });
    });

    it('by local port: the same, but for listening sockets, which they take for connections', () => {
      const text = ipv4Only(captured(kind, files['netstat -tuna']));
      const { byLocalPort } = review(text);
      const ours = Object.fromEntries(byLocalPort.map(({ port, connections, listening }) => [port, connections + listening]));
      expect(pipeline('netstat -tuna', text)).toEqual(ours);
    });
  });

  describe('on IPv6 connections', () => {
    it('by address: they see one peer named 2001, where there are forty of one subnet and others', () => {
      const theirs = pipeline('netstat -ntu', captured('ipv6', files['netstat -ntu']));
      expect(theirs).toMatchObject({ '2001': 49, '198.51.100.1': 2 });
      expect(Object.keys(theirs).filter((key) => key.includes(':'))).toEqual([]);

      const { byAddress, bySubnet } = review(captured('ipv6', 'netstat.txt'));
      expect(byAddress.filter(({ address }) => address.startsWith('2001:'))).toHaveLength(43);
      expect(bySubnet[0]).toEqual({ subnet: '2001:db8:66:1::/64', addresses: 40, connections: 40, own: false });
    });

    it('by local port: they count pieces of addresses, where most connections go to 443', () => {
      const theirs = pipeline('netstat -tuna', captured('ipv6', files['netstat -tuna']));
      expect(theirs).toMatchObject({ db8: 50, '443': 5 });

      const { byLocalPort } = review(captured('ipv6', 'netstat.txt'));
      expect(byLocalPort[0]).toMatchObject({ port: 443, connections: 50, listening: 1 });
    });
  });

  it('put the peers of outgoing spam first, where the only ones who came are visitors', () => {
    const theirs = pipeline('netstat -ntu', captured('outbound', files['netstat -ntu']));
    const { byAddress, outboundByPort } = review(captured('outbound', 'netstat.txt'));
    const cameIn = byAddress.filter(({ inbound }) => inbound > 0).map(({ address }) => address);
    expect(cameIn).toHaveLength(8);
    for (const address of cameIn) expect(theirs[address]).toBeLessThan(theirs['203.0.113.1'] ?? 0);
    expect(outboundByPort).toMatchObject([{ port: 25, connections: 110, addresses: 40 }]);
  });
});
