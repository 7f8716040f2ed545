import { describe, expect, it } from 'vitest';
import { htaccess, type HtaccessMachine, type Site } from '../../../../../src/block/enforcers/htaccess/htaccess.ts';
import type { BlockOrder } from '../../../../../src/model/block.ts';
import type { Problem } from '../../../../../src/model/problem.ts';
import { failed, ok } from '../../../../../src/model/result.ts';
import { targetOf } from '../../block-rig.ts';

const site: Site = {
  domain: 'shop.example',
  documentRoot: '/home/alice/shop',
  home: '/home/alice',
  account: { uid: 1001, gid: 1001 },
  doors: [],
};
const order: BlockOrder = {
  id: 'b-00000000000000aa',
  target: targetOf('203.0.113.7'),
  scope: { kind: 'domain', domain: 'shop.example' },
  untilEpoch: null,
  reason: '',
};

/** An account's home whose folders are these. */
const place = (folders: readonly string[], more: Partial<HtaccessMachine> = {}): ReturnType<typeof htaccess> =>
  htaccess({
    findSite: () => ok(site),
    files: {
      read: (_, { path }) => {
        const isThere = folders.includes(path.slice(0, path.lastIndexOf('/')));
        return Promise.resolve(isThere ? ok({ bytes: null, version: 'absent' }) : failed({ kind: 'not-found', path }));
      },
      replace: () => Promise.resolve(ok('new')),
    },
    ask: () => Promise.resolve(failed({ kind: 'not-found', path: 'nobody answers' })),
    blockedSites: () => ['shop.example'],
    ...more,
  });

describe('a list of blocks', () => {
  it('takes no more from a site than we ever write there: its people write in that file', async () => {
    const blocks = Array.from({ length: 5000 }, (_, at) => `# b-${at.toString(16).padStart(16, '0')} 198.51.100.9 no end`);
    const bytes = Buffer.from(['# BEGIN Active Connections', ...blocks, '# END Active Connections', ''].join('\n'));
    const forged = place([], {
      files: { read: () => Promise.resolve(ok({ bytes, version: '1' })), replace: () => Promise.resolve(ok('2')) },
    });
    const list = await forged.list();
    expect(list.ok && list.value.length).toBe(100);
  });
});

describe('a site that was removed', () => {
  it('takes its blocks with it, and says so', async () => {
    const enforcer = place([], { findSite: () => ok(null) });
    expect(await enforcer.lift(order)).toEqual(ok('place-gone'));
    expect(await enforcer.readBack(order)).toEqual(ok(null));
    expect(await enforcer.list()).toEqual(ok([]));
    expect(await enforcer.plan(order)).toMatchObject({ ok: false, problem: { kind: 'cannot-do' } });
    expect(await enforcer.apply(order)).toMatchObject({ ok: false, problem: { kind: 'cannot-do' } });
  });

  it('is not taken for gone where only its folder is, which may come back', async () => {
    const enforcer = place(['/home/alice']);
    expect(await enforcer.lift(order)).toMatchObject({ ok: false, problem: { kind: 'not-found' } });
    expect(await enforcer.apply(order)).toMatchObject({ ok: false, problem: { kind: 'not-found' } });
  });

  it('is not taken for gone where nobody can tell: the home is away, or the lists of sites cannot be read', async () => {
    expect(await place([]).lift(order)).toMatchObject({ ok: false, problem: { kind: 'not-found' } });
    const problem: Problem = { kind: 'permission-denied', path: '/etc/userdatadomains' };
    const unread = place(['/home/alice'], { findSite: () => failed(problem) });
    expect(await unread.lift(order)).toEqual(failed(problem));
    expect(await unread.readBack(order)).toEqual(failed(problem));
    expect(await unread.list()).toEqual(failed(problem));
  });

  it('is still there while its folder is', async () => {
    expect(await place(['/home/alice', '/home/alice/shop']).lift(order)).toEqual(ok('was-not-there'));
  });
});
