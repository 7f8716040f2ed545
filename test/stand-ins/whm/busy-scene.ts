import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accessLine, domlogs, makeServerRoot, phpErrorLine, socketHeading, socketRow } from './server-root.mjs';

/** What only somebody else's logs and sockets hold. None of it may ever reach a reseller. */
export const foreignMarks = [
  '203.0.113.66',
  '203.0.113.77',
  '203.0.113.99',
  '198.51.100.99',
  'zoe-only-page',
  'victor-only-page',
  'ZoeOnlyAgent',
  'zoe_only_error',
  'home/zoe',
  'home/victor',
  '/error_log',
] as const;

/** What bob's own accounts have to show. */
export const ownMarks = { visitor: '203.0.113.10', page: '/alice-page', error: 'alice_only_error', peer: '203.0.113.11' } as const;

/** The stand-in's server with an hour behind it: everybody's sites were visited, everybody has errors and sockets. */
export function makeBusyScene(root: string, nowMs: number): void {
  makeServerRoot(root);
  const hits = (log: string, address: string, request: string, count: number, agent = 'Mozilla/5.0'): void => {
    const lines = Array.from({ length: count }, (_, at) => accessLine({ address, request, agent, epochMs: nowMs - 1000 * (at + 5) }));
    appendFileSync(join(root, domlogs, log), lines.reverse().join(''));
  };
  hits('alice.example', ownMarks.visitor, `GET ${ownMarks.page}`, 40);
  hits('shop.alice.example-ssl_log', ownMarks.visitor, 'POST /wp-login.php', 60);
  hits('bob.example-ssl_log', ownMarks.peer, 'GET /bob-page', 20);
  hits('zoe.example', '203.0.113.66', 'GET /zoe-only-page', 90, 'ZoeOnlyAgent');
  hits('zoe-store.zoe.example-ssl_log', '203.0.113.77', 'POST /wp-login.php?zoe-only-page', 70);
  hits('victor.example', '203.0.113.77', 'GET /victor-only-page', 70);
  appendFileSync(
    join(root, 'home/alice/logs/alice_example.php.error.log'),
    phpErrorLine('PHP Warning:  alice_only_error in /home/alice/public_html/x.php on line 3', nowMs - 9000),
  );
  appendFileSync(
    join(root, 'home/zoe/logs/zoe_example.php.error.log'),
    phpErrorLine('PHP Warning:  zoe_only_error in /home/zoe/public_html/x.php on line 3', nowMs - 9000),
  );
  const clock = new Date(nowMs - 8000).toUTCString();
  appendFileSync(
    join(root, 'var/log/apache2/error_log'),
    `[${clock.slice(0, 3)} ${clock.slice(8, 11)} ${clock.slice(5, 7)} ${clock.slice(17, 25)}.000000 ${clock.slice(12, 16)}] [core:error] [pid 12:tid 13] [client 203.0.113.66:5000] zoe_only_error\n`,
  );
  const many = (count: number, row: (at: number) => string): string[] => Array.from({ length: count }, (_, at) => row(at));
  writeFileSync(
    join(root, 'proc/net/tcp'),
    [
      socketHeading,
      ...[22, 80, 443].map((port) => socketRow({ local: ['0.0.0.0', port], state: 'listen' })),
      ...many(30, (at) => socketRow({ local: ['192.0.2.10', 443], peer: ['203.0.113.66', 40_000 + at], state: 'established', uid: 99 })),
      ...many(12, (at) => socketRow({ local: ['192.0.2.11', 443], peer: [ownMarks.peer, 41_000 + at], state: 'established', uid: 99 })),
      socketRow({ local: ['192.0.2.11', 22], peer: ['203.0.113.99', 50_000], state: 'established' }),
      socketRow({ local: ['192.0.2.10', 45_000], peer: ['198.51.100.25', 25], state: 'established', uid: 61_001 }),
      socketRow({ local: ['192.0.2.10', 45_001], peer: ['198.51.100.99', 25], state: 'established', uid: 61_003 }),
      '',
    ].join('\n'),
  );
}
