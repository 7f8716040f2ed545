import { describe, expect, it } from 'vitest';
import { watchBlock, type WatchNeeds } from '../../../src/actions/watch-block.ts';
import type { BlockProof } from '../../../src/model/block-proof.ts';
import type { ConnectionReport } from '../../../src/model/connection-report.ts';
import { failed, ok } from '../../../src/model/result.ts';
import type { AccessTally } from '../../../src/sources/access-logs/access-tally.ts';
import { proofView } from '../../../src/views/block-proof.ts';
import { clockAt } from '../../../src/views/times.ts';
import { given, givenRange } from '../../given-address.ts';

const now = 2_000_000_000;

type Asked = { readonly fromEpoch: number; readonly toEpoch: number };

function needs(
  tally: Partial<AccessTally>,
  peers: readonly (readonly [string, Record<string, number>])[],
  asked: Asked[] = [],
): WatchNeeds {
  const byAddress = peers.map(([address, states]) => ({ address, states, connections: Object.values(states).reduce((a, b) => a + b, 0) }));
  const empty = { parsed: 0, newestEpoch: null, files: [], filesTooOld: 1, addresses: { top: [], distinct: 0, errorBound: 0 } };
  return {
    connections: () => Promise.resolve(ok({ byAddress, beyond: null } as unknown as ConnectionReport)),
    requests: (span) => {
      asked.push(span);
      return Promise.resolve({ ...empty, ...tally } as AccessTally);
    },
    nowEpoch: () => now,
  };
}
const block = { target: given('203.0.113.7'), sinceEpoch: now - 60, effects: ['everything'] as const };

describe('watching a block', () => {
  it('counts from the second after the block, and not further back than an hour', async () => {
    const asked: Asked[] = [];
    await watchBlock(needs({}, [], asked), block);
    await watchBlock(needs({}, [], asked), { ...block, sinceEpoch: now - 10_000 });
    expect(asked.map(({ fromEpoch }) => fromEpoch)).toEqual([now - 59, now - 3600]);
  });

  it('leaves out connections that both ends have closed', async () => {
    const proof = await watchBlock(needs({}, [['203.0.113.7', { TIME_WAIT: 3, ESTABLISHED: 2 }]]), block);
    expect(proof.connections).toBe(2);
  });

  it('adds up what lies in a range, and nothing beside it', async () => {
    const top = [
      { key: '203.0.113.9', requests: 4 },
      { key: '198.51.100.1', requests: 50 },
      { key: 'not an address', requests: 7 },
    ];
    const proof = await watchBlock(
      needs({ parsed: 61, addresses: { top, distinct: 3, errorBound: 0 } }, [
        ['203.0.113.1', { ESTABLISHED: 1 }],
        ['203.0.114.1', { ESTABLISHED: 9 }],
      ]),
      { ...block, target: givenRange('203.0.113.0/24') },
    );
    expect([proof.connections, proof.requestsSince, proof.lastRequest]).toEqual([1, 4, null]);
  });

  it('knows nothing where nothing could be read, or where what matters may have been dropped', async () => {
    const unread = { path: '/x', site: null, lines: 0, bytes: 0, problem: { kind: 'not-found', path: '/x' } } as const;
    const proof = await watchBlock(
      {
        ...needs({ files: [unread], filesTooOld: 0 }, []),
        connections: () => Promise.resolve(failed({ kind: 'not-found', path: '/proc' })),
      },
      block,
    );
    expect([proof.connections, proof.requestsSince, proof.logsUnread]).toEqual([null, null, 1]);
    const many = { addresses: { top: [], distinct: 9, errorBound: 3 } };
    expect((await watchBlock(needs(many, []), { ...block, target: givenRange('203.0.113.0/24') })).requestsSince).toBeNull();
  });
});

describe('the proof in words', () => {
  const at = (epoch: number): string => new Date(epoch * 1000).toISOString();
  const proof: BlockProof = {
    takenAt: at(now),
    since: at(now - 60),
    countedFrom: at(now - 60),
    effects: ['everything'],
    connections: 0,
    requestsSince: 0,
    logsUnread: 0,
    lastRequest: null,
  };
  const text = (more: Partial<BlockProof>): string => proofView({ ...proof, ...more }, clockAt(now * 1000, 'UTC')).text;

  it.each<[string, Partial<BlockProof>, string]>([
    ['gone', {}, 'It is gone: no connection, and no request for 1 min.'],
    [
      'gone some time after the block',
      { requestsSince: 4, lastRequest: at(now - 40) },
      'It is gone: no connection, and no request for 40 s.',
    ],
    ['too early to say', { since: at(now - 5), countedFrom: at(now - 5) }, 'So far no connection, and no request for 5 s; watching.'],
    ['a late request', { requestsSince: 1, lastRequest: at(now - 3) }, 'It still asks'],
    ['a connection that lives on', { connections: 2 }, 'It is still connected (2 connections)'],
    ['logins only', { effects: ['logins'], requestsSince: 9, lastRequest: at(now) }, 'this block stops logins only'],
    ['a site rule', { effects: ['web'], requestsSince: 9, lastRequest: at(now) }, 'the web server refuses it'],
    ['half unknown', { connections: null }, 'could not be seen'],
  ])('%s', (_, more, words) => {
    expect(text(more)).toContain(words);
  });
});
