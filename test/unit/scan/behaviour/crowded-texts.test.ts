import { describe, expect, it } from 'vitest';
import type { IpAddress } from '../../../../src/model/ip-address.ts';
import { BehaviourBook } from '../../../../src/scan/behaviour/behaviour-book.ts';
import { PlainLook } from '../../../../src/scan/behaviour/plain-look.ts';
import { behaviourLimits } from '../../../../src/scan/behaviour/rooms.ts';

const [junk, hunter, robot] = ['192.0.2.1', '192.0.2.2', '192.0.2.3'] as IpAddress[];
const line = (address: string | undefined, target: string, agent: string): string =>
  `${address ?? ''} - - [22/Nov/2026:06:39:45 +0000] "GET ${target} HTTP/1.1" 404 5 "-" "${agent}"\n`;

/** The first address has filled all room for texts before the others come. */
function readCrowded() {
  const book = new BehaviourBook([junk, hunter, robot] as IpAddress[], { ...behaviourLimits, texts: 4 });
  const look = new PlainLook(book, { fromEpoch: -Infinity, toEpoch: Infinity, nameSite: (name) => name });
  const text = [
    ...[1, 2, 3, 4, 5].map((number) => line(junk, `/junk${String(number)}.php`, '-')),
    ...['/old.php', '/test.php', '/shell.php'].map((path) => line(hunter, path, '-')),
    line(hunter, '/?x=../../../../etc/passwd', '-'),
    line(robot, '/gone.php', 'Mozilla/5.0 (compatible; PetalBot)'),
  ].join('');
  look.beginFile('alice.example');
  const bytes = Buffer.from(text);
  look.input.set(bytes);
  look.scan(bytes.length, true);
  look.end();
  expect(book.overflows().map(({ what }) => what)).toContain('texts of signs and paths');
  return new Map(book.result(0).addresses.map((one) => [one.address, one.signs]));
}

describe('texts of signs when attackers have filled all room for them', () => {
  it('are still different names for different scripts, so that a hunt stays a hunt', () => {
    const hits = readCrowded().get(hunter as IpAddress)?.['missing-script']?.hits ?? [];
    expect(new Set(hits.map(({ what }) => what)).size).toBe(3);
  });

  it('are as always where they are words of ours, by which rules go', () => {
    const signs = readCrowded();
    expect(signs.get(robot as IpAddress)?.['bad-agent']?.hits[0]?.what).toBe('scraper: petalbot');
    expect(signs.get(hunter as IpAddress)?.payload?.hits[0]?.what).toBe('traversal');
  });
});
