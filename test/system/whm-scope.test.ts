import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMachine } from '../../src/hosts/machine.ts';
import { whoAsks } from '../../src/panels/cpanel/who-asks.ts';
import { clockAt } from '../../src/views/times.ts';
import { ownDocument } from '../../src/web/chrome.ts';
import { dispatch } from '../../src/web/dispatch.ts';
import { because, needs } from '../needs.ts';
import { foreignMarks, makeBusyScene, ownMarks } from '../stand-ins/whm/busy-scene.ts';

const root = mkdtempSync(join(tmpdir(), 'active-connections-scope-'));
const nowMs = Date.now();

/** A page as somebody of that name gets it, through everything but the door: a new machine for each request, as in a CGI. */
async function pageFor(user: string, query: URLSearchParams | string): Promise<string> {
  const standing = whoAsks(root, user);
  if (standing === null) throw new Error(`${user} is nobody`);
  const machine = openMachine(root, standing.role === 'admin' ? null : standing.estate);
  const operator = {
    name: user,
    role: standing.role,
    estate: standing.role === 'admin' ? null : standing.estate,
    address: null,
    session: '/cpsess1',
    actsFor: null,
  };
  const { body } = await dispatch(
    { method: 'GET', query: new URLSearchParams(query), form: null, operator },
    { reviews: machine.reviews, blocks: machine.blocks('in a test'), tokens: null, clock: clockAt(nowMs, 'UTC'), chrome: ownDocument },
  );
  if (typeof body === 'string') return body;
  let text = '';
  await body((piece) => (text += piece), new AbortController().signal);
  return text;
}

const found = (text: string): string[] => foreignMarks.filter((mark) => text.includes(mark));
/** What is inside `<main>`, without how long ago things were. */
const content = (text: string): string =>
  text.slice(text.indexOf('<main'), text.indexOf('</main>')).replaceAll(/\d\d:\d\d:\d\d/g, '00:00:00');

beforeAll(() => {
  if (needs.root) makeBusyScene(root, nowMs);
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

describe.skipIf(!needs.root)(`what a WHM reseller sees${because(needs.root, 'needs root')}`, () => {
  it('is nothing for strangers and for resellers without the privilege', () => {
    for (const name of ['dan', 'zoe', 'nobody', 'bo', '', '../bob', 'bob ', 'root\n', 'constructor'])
      expect([name, whoAsks(root, name)]).toEqual([name, null]);
    expect(whoAsks(root, 'root')).toEqual({ role: 'admin' });
    expect(whoAsks(root, 'carol')).toEqual({ role: 'admin' });
  });

  it('is everything for root', async () => {
    const overview = await pageFor('root', 'page=overview');
    for (const mark of ['203.0.113.66', 'zoe.example', 'alice.example']) expect(overview).toContain(mark);
    expect(await pageFor('root', 'page=errors')).toContain('zoe_only_error');
  });

  it('is their own sites, errors and connections, and the page says so', async () => {
    const overview = await pageFor('bob', 'page=overview');
    for (const mark of [ownMarks.visitor, ownMarks.page, ownMarks.peer, 'alice.example', 'shop.example']) expect(overview).toContain(mark);
    expect(await pageFor('bob', 'page=errors')).toContain(ownMarks.error);
    expect(overview).toContain('the view of your own accounts (2)');
    expect(found(overview)).toEqual([]);
  });

  it('counts nobody else’s connections', async () => {
    const standing = whoAsks(root, 'bob');
    const estate = standing?.role === 'reseller' ? standing.estate : null;
    const answer = await openMachine(root, estate).reviews.connections({ top: null, address: null });
    expect(answer.ok && answer.value).toMatchObject({ total: 13, inbound: 12, outbound: 1, listening: 0, unparsed: 0 });
  });

  it.each([
    'overview',
    'pages',
    'pages&agent=Mozilla%2F5.0',
    'errors',
    'sources',
    'site&site=alice.example',
    `address&address=${ownMarks.visitor}`,
  ])('has nothing of others on page=%s', async (page) => {
    for (const rest of ['&window=all&top=1000', '&window=15m&key=path&by=subnet', '&window=24h']) {
      const text = await pageFor('bob', `page=${page}${rest}`);
      expect(text).toContain('</html>');
      expect([page, rest, found(text), text.includes('zoe'), text.includes('victor')]).toEqual([page, rest, [], false, false]);
    }
  });

  it('is the same for a site of somebody else as for one that does not exist', async () => {
    for (const page of ['site', 'pages', 'errors']) {
      const foreign = await pageFor('bob', `page=${page}&site=zoe.example&window=all`);
      const unknown = await pageFor('bob', `page=${page}&site=xyz.example&window=all`);
      expect(content(foreign).replaceAll('zoe.example', 'xyz.example')).toBe(content(unknown));
    }
  });

  it('is the same for a user agent of somebody else’s visitors as for one that never came', async () => {
    const foreign = await pageFor('bob', 'page=pages&agent=ZoeOnlyAgent&window=all');
    const unknown = await pageFor('bob', 'page=pages&agent=NobodysAgent&window=all');
    expect(content(foreign)).toContain('ZoeOnlyAgent');
    expect(content(foreign).replaceAll('ZoeOnlyAgent', 'NobodysAgent')).toBe(content(unknown));
    expect(content(await pageFor('root', 'page=pages&agent=ZoeOnlyAgent&window=all'))).toContain('203.0.113.66');
  });

  it('is the same for a visitor of somebody else as for nobody’s', async () => {
    const foreign = await pageFor('bob', 'page=address&address=203.0.113.66&window=all');
    const unknown = await pageFor('bob', 'page=address&address=203.0.113.67&window=all');
    expect(content(foreign).replaceAll('203.0.113.66', '203.0.113.67')).toBe(content(unknown));
  });
});
