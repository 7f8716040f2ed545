import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { packagePlesk } from '../../build/package-plesk.mjs';
import { type HeldLock, tryLock } from '../../src/system/lock-file.ts';
import { because, lacking, needs } from '../needs.ts';
import { busySites, makeBusyServer, marksOf } from '../stand-ins/plesk/busy-server.mjs';
import { installExtension, runScript } from '../stand-ins/plesk/install-extension.ts';
import { placeBackend } from '../stand-ins/plesk/place-backend.ts';
import {
  kept,
  makePanel,
  type PanelAnswer,
  type PanelData,
  type RunningPanel,
  removePanel,
  setPanel,
  startPanel,
  startTaskQueue,
  tokenOf,
} from '../stand-ins/plesk/start-panel.ts';

const missing = [...(needs.root ? [] : ['root']), ...lacking('php', 'unzip')];
const can = missing.length === 0;
const [alice, bob] = busySites as unknown as readonly [(typeof busySites)[number], (typeof busySites)[number]];
const index = '/modules/active-connections/index.php/index/index';
const data: PanelData = {
  clients: { 1: { login: 'admin', type: 'admin' }, 3: { login: 'alice', type: 'client' }, 4: { login: 'bob', type: 'client' } },
  domains: { 11: { name: alice.name, client: 3 }, 12: { name: bob.name, client: 4 } },
  sessions: { admin: { client: 1 }, alice: { client: 3 }, bob: { client: 4 }, 'admin-as-alice': { client: 1, impersonates: 3 } },
};
const whole = '?page=pages&window=24h';
const patient = { timeout: 20_000, interval: 100 };

interface Task {
  readonly status: string;
  readonly progress: number;
  readonly domain: string | null;
  readonly message: string;
}

describe.skipIf(!can)(`a reading that takes longer than a page may${because(can, `needs ${missing.join(', ')}`)}`, () => {
  const root = makePanel(data);
  const folder = join(root, 'var/lib/active-connections/readings');
  let panel: RunningPanel;
  let endQueue: () => Promise<void>;
  const turns: HeldLock[] = [];

  const get = (session: string, rest: string): Promise<PanelAnswer> => panel.ask(index + rest, { session });
  const post = (session: string, rest: string, fields: Record<string, string>): Promise<PanelAnswer> => {
    const body = new URLSearchParams({ ...fields, forgery_protection_token: tokenOf(session) }).toString();
    return panel.ask(index + rest, { session, method: 'POST', body });
  };
  const tokenOn = async (session: string, rest: string): Promise<string> =>
    / name="token" value="([^"]+)"/.exec((await get(session, rest)).text)?.[1] ?? '';
  const tasks = (): readonly Task[] => Object.values((kept(root)['tasks'] ?? {}) as Record<string, Task>);
  const files = (): readonly string[] => (existsSync(folder) ? readdirSync(folder) : []);
  /** Orders it, and gives where it is shown, below our page. */
  const order = async (session: string, rest: string): Promise<string> => {
    const { status, location } = await post(session, rest, { do: 'read', token: await tokenOn(session, rest) });
    expect(status).toBe(303);
    return (location ?? '').slice(index.length);
  };
  /** Nobody's reading begins meanwhile. */
  const takeTurns = (): void => {
    for (const name of ['turn-0.lock', 'turn-1.lock']) {
      const lock = tryLock(join(folder, name));
      if (lock !== null) turns.push(lock);
    }
    expect(turns).toHaveLength(2);
  };
  const text = async (session: string, rest: string): Promise<string> => (await get(session, rest)).text;

  beforeAll(async () => {
    makeBusyServer(root, Date.now());
    installExtension(root, packagePlesk());
    placeBackend(root, { pageMs: 0 });
    panel = await startPanel(root);
    endQueue = startTaskQueue(root);
  });
  afterEach(() => {
    for (const lock of turns.splice(0)) lock.release();
    setPanel(root, data);
    runScript(root, '--cancel-tasks');
  });
  afterAll(async () => {
    await endQueue();
    await panel.stop();
    removePanel(root);
  });

  it('shows what could be read, and offers the rest: by GET nothing is begun', async () => {
    const page = await text('alice', whole);
    expect(page).toContain('This is only a part');
    expect(page).toContain('Read all of it in the background');
    expect(page).not.toContain(alice.page);
    await get('alice', `${whole}&do=read&token=${await tokenOn('alice', whole)}`);
    expect([tasks(), files()]).toEqual([[], []]);
    // Nothing is to be read for a page without logs.
    expect(await text('alice', '?page=blocks')).not.toContain('This is only a part');
  });

  it('is begun by nobody without a token of ours and of Plesk’s', async () => {
    expect((await post('alice', whole, { do: 'read' })).status).toBe(403);
    expect((await post('alice', whole, { do: 'read', token: await tokenOn('bob', whole) })).status).toBe(403);
    const ours = await tokenOn('alice', whole);
    const withoutPlesks = await panel.ask(index + whole, { session: 'alice', method: 'POST', body: `do=read&token=${ours}` });
    expect(withoutPlesks.status).toBe(500);
    expect((await post('alice', '?page=blocks', { do: 'read', token: ours })).status).toBe(400);
    expect(tasks()).toEqual([]);
  });

  it.each([
    ['alice', whole, alice.page],
    ['alice', `/site/11${whole}&key=path`, alice.page],
    ['bob', `/site/12?window=24h`, bob.page],
    ['admin', '?page=overview&window=24h', bob.attacker],
    ['admin-as-alice', '?page=errors&window=24h', alice.error],
  ])('is read in the background for %s, and shown where it was ordered: %s', async (session, rest, mark) => {
    const place = await order(session, rest);
    await expect.poll(async () => (await text(session, place)).includes('Read in the background,'), patient).toBe(true);
    const page = await text(session, place);
    expect(page).toContain(mark);
    expect(page).not.toContain('This is only a part');
    await expect.poll(() => tasks().map(({ status, progress }) => [status, progress]), patient).toEqual([['done', 100]]);
    if (session !== 'admin')
      for (const each of session === 'bob' ? marksOf(alice) : marksOf(bob)) expect([each, page.includes(each)]).toEqual([each, false]);
    for (const name of files()) expect([name, statSync(join(folder, name)).mode & 0o077]).toEqual([name, 0]);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('is nobody else’s: not to look at, not to end, not even that it is there', async () => {
    const place = await order('alice', whole);
    await expect.poll(async () => (await text('alice', place)).includes(alice.page), patient).toBe(true);
    const nothing = await get('bob', `${whole}&reading=${'0'.repeat(32)}`);
    expect(nothing.status).toBe(404);
    for (const session of ['bob', 'admin']) {
      const looked = await get(session, place);
      expect([session, looked.status]).toEqual([session, 404]);
      for (const mark of [alice.page, alice.visitor, alice.attacker]) expect(looked.text).not.toContain(mark);
    }
    const ended = await post('bob', place, { do: 'stop', token: await tokenOn('bob', whole) });
    expect(ended.status).toBe(404);
    // Nor does the key fit another question, another view, or come out of its folder.
    const key = place.split('=').at(-1) ?? '';
    for (const rest of [
      `?page=pages&window=all&reading=${key}`,
      `/site/11${place}`,
      `${whole}&reading=../${key}`,
      `${place}&reading=${key}`,
    ]) {
      expect([rest, (await get('alice', rest)).status]).toEqual([rest, 404]);
    }
    expect((await get('admin-as-alice', place)).text).toContain(alice.page);
    // The task in the panel, which others may see, tells nothing of whose it is.
    for (const mark of [...marksOf(alice), key]) expect(tasks()[0]?.message).not.toContain(mark);
  });

  it('is not shown any more to who lost what it was read for', async () => {
    const place = await order('alice', whole);
    await expect.poll(async () => (await text('alice', place)).includes(alice.page), patient).toBe(true);
    setPanel(root, { ...data, domains: { 11: { name: alice.name, client: 4 }, 13: { name: 'new.example', client: 3 } } });
    const looked = await get('alice', place);
    expect(looked.status).toBe(404);
    expect(looked.text).not.toContain(alice.page);
  });

  it('waits for its turn, says so, and is ended by who ordered it', async () => {
    takeTurns();
    const place = await order('alice', whole);
    const waiting = await text('alice', place);
    expect(waiting).toContain('It begins in a moment.');
    expect(waiting).toContain('data-ac-soon');
    // Once more the same is the same, and a fifth at once too many.
    expect(await order('alice', whole)).toBe(place);
    for (const more of ['&key=path', '&top=50', '&top=200']) await order('alice', whole + more);
    expect((await post('alice', `${whole}&top=1000`, { do: 'read', token: await tokenOn('alice', whole) })).status).toBe(409);
    await expect.poll(() => tasks().some(({ status }) => status === 'running'), patient).toBe(true);
    const stopped = await post('alice', place, { do: 'stop', token: await tokenOn('alice', place) });
    expect(stopped.location).toBe(index + place);
    expect(await text('alice', place)).toContain('This reading was stopped before it was done.');
    await expect
      .poll(() => tasks().find(({ status }) => status === 'error')?.message, patient)
      .toContain('did not read the logs to the end');
    expect(await text('alice', place)).toContain('Read it in the background');
    for (const name of files().filter((each) => each.endsWith('.order'))) {
      const key = name.slice(0, 32);
      const query = (JSON.parse(readFileSync(join(folder, name), 'utf8')) as { query: string }).query;
      await post('alice', `?${query}&reading=${key}`, { do: 'stop', token: await tokenOn('alice', whole) });
    }
  });

  it('says that it broke off when its process is gone', async () => {
    takeTurns();
    const place = await order('bob', whole);
    const told = join(folder, `${place.split('=').at(-1) ?? ''}.told`);
    await expect.poll(() => existsSync(told), patient).toBe(true);
    const { reader } = JSON.parse(readFileSync(told, 'utf8')) as { reader: { pid: number } };
    process.kill(reader.pid, 'SIGKILL');
    await expect.poll(() => text('bob', place), patient).toContain('Broken off');
    await expect.poll(() => tasks().map(({ status }) => status), patient).toEqual(['error']);
  });
});
