import { describe, expect, it } from 'vitest';
import type { Blocks } from '../../../src/actions/blocks.ts';
import type { Reviews } from '../../../src/actions/reviews.ts';
import type { Operator } from '../../../src/model/operator.ts';
import { makeFormToken } from '../../../src/web/form-token.ts';
import type { SentForm } from '../../../src/web/sent-form.ts';
import { fakeBlocks, fakeOperator, loggedInByLog } from '../../browser/fake-blocks.ts';
import { fakeReviews } from '../../browser/fake-reviews.ts';
import { given } from '../../given-address.ts';
import { tokens, type WholePage, wholePage } from './whole-page.ts';

const reseller = (name: string, perHour: number | null): Operator => ({
  ...fakeOperator,
  name,
  role: 'reseller',
  estate: { accounts: [name], uids: [], domains: ['shop.example', 'other.example'], ownAddresses: [] },
  blocksFor: ['shop.example', 'other.example'],
  ...(perHour === null ? {} : { serverBlocks: { perHour } }),
});
const bob = reseller('bob', 2);
const dora = reseller('dora', 2);
const carl = reseller('carl', null);

/** Everybody of 203.0.113.0/24 was at bob's sites, and whom the system's log tells of; nobody else. */
const wasThere = (address: string): boolean => address.startsWith('203.0.113.') || address === loggedInByLog;
const nobody = fakeReviews('empty');
const reviews: Reviews = {
  ...nobody,
  access: async (question) => ({
    ...(await nobody.access(question)),
    files: [{ path: '/logs/alice.example', site: 'alice.example', lines: 0, bytes: 0 }],
    parsed: wasThere(question.address ?? '') ? 3 : 0,
  }),
};

const form = (operator: Operator, does: 'block' | 'unblock', more: Readonly<Record<string, string>> = {}): SentForm => ({
  kind: 'fields',
  fields: new URLSearchParams({
    token: makeFormToken(tokens, operator.name, operator.session),
    do: does,
    shown: '',
    for: '1h',
    reason: 'floods my shop',
    ...more,
  }),
});
const get = (blocks: Blocks, query: string, operator: Operator = bob): Promise<WholePage> =>
  wholePage(query, { blocks, operator, reviews });
const post = (
  blocks: Blocks,
  query: string,
  operator: Operator = bob,
  does: 'block' | 'unblock' = 'block',
  more: Readonly<Record<string, string>> = {},
): Promise<WholePage> => wholePage(query, { method: 'POST', blocks, operator, reviews, form: form(operator, does, more) });

const query = 'page=block&target=203.0.113.7';

describe('a reseller who may block for the whole server', () => {
  it('is offered it, blocks with a reason, sees that it worked, and lifts it again', async () => {
    const blocks = fakeBlocks('empty');
    expect((await get(blocks, `${query}&site=shop.example`)).body).toContain('href="?page&#x3D;block&amp;target&#x3D;203.0.113.7"');
    const page = await get(blocks, query);
    expect(page.body).toContain('You may make 2 such blocks in an hour');
    expect(page.body).toMatch(/name="reason"[^>]* required/);
    expect(page.body).toContain('The firewall of this server');
    expect(page.body).not.toMatch(/nftables|CrowdSec|Exactly what is done|addresses4/);
    const sent = await post(blocks, query);
    expect(sent.status).toBe(303);
    const shown = await get(blocks, (sent.headers['Location'] ?? '').slice(1));
    expect(shown.body).toContain('cPHulk: blocked, and found there when read back');
    expect(shown.body).toContain('The firewall of this server: blocked, and found there when read back');
    expect(shown.body).not.toMatch(/nftables|Journal/);
    const list = await get(blocks, 'page=blocks');
    expect(list.body).toContain('203.0.113.7');
    expect(list.body).not.toMatch(/nftables|Journal/);
    expect(await blocks.inForce()).toHaveLength(1);
    expect((await post(blocks, query, bob, 'unblock')).status).toBe(303);
    expect(await blocks.inForce()).toHaveLength(0);
  });

  it('gives a reason, and gets the form back without one', async () => {
    const blocks = fakeBlocks('empty');
    const { status, body } = await post(blocks, query, bob, 'block', { reason: ' ' });
    expect(status).toBe(400);
    expect(body).toContain('a block of the whole server needs a reason');
    expect(await blocks.inForce()).toHaveLength(0);
  });

  it('is offered ten minutes and no more where the system’s log tells of a login from there', async () => {
    const blocks = fakeBlocks('empty');
    const from = `page=block&target=${loggedInByLog}`;
    const { body } = await get(blocks, from);
    expect(body).toContain('You can block it for ten minutes, or ask whoever runs the server.');
    expect(body).toContain('name="shown" value="login-in-log"');
    expect(body.match(/<option[^>]*>/g)).toEqual(['<option value="10m" selected>']);
    for (const duration of ['1h', '24h', '7d', 'permanent']) {
      const refused = await post(blocks, from, bob, 'block', { for: duration, shown: 'login-in-log' });
      expect(refused.status).toBe(409);
      expect(refused.body).toContain('Not blocked: something speaks against it.');
      expect(refused.body.match(/<option[^>]*>/g)).toEqual(['<option value="10m" selected>']);
    }
    expect(await blocks.inForce()).toHaveLength(0);
    // Not shown is not confirmed.
    expect((await post(blocks, from, bob, 'block', { for: '10m' })).status).toBe(409);
    expect((await post(blocks, from, bob, 'block', { for: '10m', shown: 'login-in-log' })).status).toBe(303);
    expect(await blocks.inForce()).toHaveLength(1);
  });

  it('may do so as often in an hour as root said', async () => {
    const blocks = fakeBlocks('empty');
    for (const last of ['7', '8']) expect((await post(blocks, `page=block&target=203.0.113.${last}`)).status).toBe(303);
    const { status, body } = await post(blocks, 'page=block&target=203.0.113.9');
    expect(status).toBe(409);
    expect(body).toContain('blocks made in the last hour');
    expect((await post(blocks, 'page=block&target=203.0.113.9', dora)).status).toBe(303);
  });

  it('blocks nobody who was not at their own sites, and learns nothing by trying', async () => {
    const blocks = fakeBlocks('empty');
    const pages: string[] = [];
    // The second is on a list of the server's, the third is the operator; the first is nobody.
    for (const target of ['198.51.100.9', '198.51.100.5', '198.51.100.200']) {
      const page = await get(blocks, `page=block&target=${target}`);
      expect(page.body).toContain('was not seen at your own accounts');
      expect(page.body).not.toContain('name="do" value="block"');
      pages.push(page.body.replaceAll(target, 'it'));
      expect((await post(blocks, `page=block&target=${target}`)).status).toBe(409);
    }
    expect(new Set(pages).size).toBe(1);
    expect((await get(blocks, 'page=block&target=203.0.113.0/24')).body).toContain('single addresses, no ranges');
    expect((await post(blocks, 'page=block&target=203.0.113.0/24')).status).toBe(409);
    expect(await blocks.inForce()).toHaveLength(0);
  });

  it('neither sees nor lifts what root or another reseller holds, and is not told that they do', async () => {
    const blocks = fakeBlocks('busy');
    await blocks.block(
      {
        target: given('203.0.113.7'),
        scope: { kind: 'server' },
        duration: '1h',
        reason: 'not for bob',
        via: null,
        confirmed: [],
        overrideReason: null,
      },
      fakeOperator,
    );
    await post(blocks, 'page=block&target=203.0.113.8', dora, 'block', { reason: 'not for bob either' });
    for (const target of ['203.0.113.7', '203.0.113.8']) {
      const page = await get(blocks, `page=block&target=${target}`);
      expect(page.body).toContain('This server or its owner has dealings with that address.');
      expect(page.body).not.toMatch(/not for bob|Unblock|held-by-others|dora|root/);
      const sent = await post(blocks, `page=block&target=${target}`);
      expect([sent.status, /not for bob|dora|root/.test(sent.body)]).toEqual([409, false]);
      expect((await post(blocks, `page=block&target=${target}`, bob, 'unblock')).status).toBe(303);
    }
    expect((await get(blocks, 'page=blocks')).body).not.toMatch(/203\.0\.113\.|not for bob|dora|root,/);
    expect(await blocks.inForce()).toHaveLength(2);
  });

  it('loses all of it with the leave, and root still sees and lifts what was made', async () => {
    const blocks = fakeBlocks('empty');
    await post(blocks, query);
    const without = reseller('bob', null);
    for (const answer of [await get(blocks, query, without), await post(blocks, query, without, 'unblock')])
      expect(answer.status).toBe(403);
    expect((await get(blocks, 'page=blocks', without)).body).not.toContain('203.0.113.7');
    const seen = await get(blocks, query, fakeOperator);
    expect(seen.body).toContain('bob, in the browser');
    // Root can make it their own, which the reseller then does not lift any more.
    expect((await post(blocks, query, fakeOperator)).status).toBe(303);
    expect((await post(blocks, query, bob, 'unblock')).status).toBe(303);
    expect(await blocks.inForce()).toHaveLength(1);
  });

  it.each<[string, Operator]>([
    ['no leave', carl],
    ['an estate that nobody proved', { ...bob, estate: null }],
    ['the role of a customer', { ...bob, role: 'customer' }],
  ])('is nobody with %s', async (_, operator) => {
    const blocks = fakeBlocks('empty');
    expect((await get(blocks, query, operator)).status).toBe(403);
    expect((await post(blocks, query, operator)).status).toBe(403);
    expect(await blocks.inForce()).toHaveLength(0);
  });
});
