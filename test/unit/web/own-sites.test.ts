import { describe, expect, it } from 'vitest';
import type { Blocks } from '../../../src/actions/blocks.ts';
import type { Operator } from '../../../src/model/operator.ts';
import { makeFormToken } from '../../../src/web/form-token.ts';
import type { SentForm } from '../../../src/web/sent-form.ts';
import { fakeBlocks, fakeOperator } from '../../browser/fake-blocks.ts';
import { given } from '../../given-address.ts';
import { tokens, type WholePage, wholePage } from './whole-page.ts';

const reseller = (...blocksFor: string[]): Operator => ({
  ...fakeOperator,
  name: 'bob',
  role: 'reseller',
  estate: { accounts: [], uids: [], domains: blocksFor, ownAddresses: [] },
  blocksFor,
});
const bob = reseller('shop.example', 'other.example');

const form = (does: 'block' | 'unblock', shown = ''): SentForm => ({
  kind: 'fields',
  fields: new URLSearchParams({ token: makeFormToken(tokens, bob.name, bob.session), do: does, shown, for: '1h', reason: 'mine' }),
});
const post = (blocks: Blocks, query: string, does: 'block' | 'unblock' = 'block', operator: Operator = bob): Promise<WholePage> =>
  wholePage(query, { method: 'POST', blocks, operator, form: form(does) });

/** A block of the administrator for the whole server, and one for somebody else's site. */
async function serverWithBlocks(): Promise<{ readonly blocks: Blocks; readonly ids: readonly string[] }> {
  const blocks = fakeBlocks('busy');
  const ids: string[] = [];
  for (const scope of [{ kind: 'server' }, { kind: 'domain', domain: 'clinic.example' }] as const) {
    const asked = {
      target: given('203.0.113.7'),
      scope,
      duration: '1h',
      reason: 'not for bob',
      via: null,
      confirmed: [],
      overrideReason: null,
    } as const;
    const made = await blocks.block(asked, fakeOperator);
    if (made.ok && made.value.block !== null) ids.push(made.value.block.id);
  }
  return { blocks, ids };
}

const scopesOf = async (blocks: Blocks): Promise<readonly string[]> => {
  const list = await blocks.list(0);
  return list.ok ? list.value.blocks.flatMap(({ block }) => (block === null ? [] : [JSON.stringify(block.scope)])).sort() : [];
};

/** A page says what would be written, with an id that is new each time. */
const withoutIds = (body: string): string => body.replaceAll(/b-[\da-f]{16}/g, '');

describe('whoever may block for some sites only', () => {
  it.each(['', '&site=clinic.example', '&site=sub.shop.example', '&site=shop.example.example'])(
    'has no page of an address with “%s”',
    async (site) => {
      const { blocks } = await serverWithBlocks();
      const before = await scopesOf(blocks);
      for (const target of ['203.0.113.7', '203.0.113.9', '203.0.113.0/24']) {
        const query = `page=block&target=${target}${site}`;
        const answers = [
          await wholePage(query, { blocks, operator: bob }),
          await post(blocks, query),
          await post(blocks, query, 'unblock'),
        ];
        expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
        for (const { body } of answers) expect(body).not.toContain('not for bob');
      }
      expect(await scopesOf(blocks)).toEqual(before);
    },
  );

  it('blocks for an own site, sees that it worked, and lifts it again; all else stays', async () => {
    const { blocks } = await serverWithBlocks();
    const before = await scopesOf(blocks);
    const query = 'page=block&target=203.0.113.7&site=shop.example';
    const page = await wholePage(query, { blocks, operator: bob });
    expect(page.body).toContain('name="do" value="block"');
    expect(page.body).not.toMatch(/not for bob|nftables|cPHulk|CrowdSec/);
    const sent = await post(blocks, query);
    expect(sent.status).toBe(303);
    expect(await scopesOf(blocks)).toEqual([...before, '{"kind":"domain","domain":"shop.example"}'].sort());
    const shown = await wholePage((sent.headers['Location'] ?? '').slice(1), { blocks, operator: bob });
    expect(shown.body).toContain('.htaccess: blocked, and found there when read back');
    expect(shown.body).not.toContain('not for bob');
    expect((await post(blocks, query, 'unblock')).status).toBe(303);
    expect(await scopesOf(blocks)).toEqual(before);
  });

  it('may block one address for each of their sites', async () => {
    const blocks = fakeBlocks('empty');
    expect((await post(blocks, 'page=block&target=203.0.113.7&site=shop.example')).status).toBe(303);
    const other = 'page=block&target=203.0.113.7&site=other.example';
    expect((await wholePage(other, { blocks, operator: bob })).body).toContain('name="do" value="block"');
    expect((await post(blocks, other)).status).toBe(303);
    expect(await scopesOf(blocks)).toHaveLength(2);
  });

  it('sees own blocks, and no others, no journal', async () => {
    const { blocks } = await serverWithBlocks();
    await post(blocks, 'page=block&target=203.0.113.9&site=shop.example');
    const { status, body } = await wholePage('page=blocks', { blocks, operator: bob });
    expect(status).toBe(200);
    expect(body).toContain('203.0.113.9');
    expect(body).not.toContain('Journal');
    expect(body).not.toMatch(/not for bob|203\.0\.113\.7|192\.0\.2\.66|2001:db8:bad|clinic\.example|root,/);
    expect(body).toContain('action="?page&#x3D;block&amp;site&#x3D;shop.example&amp;target&#x3D;203.0.113.9"');
  });

  it('is told nothing about the changes of others, whichever id is asked for', async () => {
    const { blocks, ids } = await serverWithBlocks();
    expect(ids).toHaveLength(2);
    const plain = await wholePage('page=block&target=203.0.113.7&site=shop.example', { blocks, operator: bob });
    for (const id of ids) {
      const { body } = await wholePage(`page=block&target=203.0.113.7&site=shop.example&done=${id}`, { blocks, operator: bob });
      expect(withoutIds(body)).toBe(withoutIds(plain.body));
    }
  });

  it('is kept from what the server needs, without a word about it', async () => {
    const blocks = fakeBlocks('empty');
    const query = 'page=block&target=198.51.100.5&site=shop.example';
    const page = await wholePage(query, { blocks, operator: bob });
    expect(page.body).toContain('This server or its owner has dealings with that address.');
    expect(page.body).not.toMatch(/csf|office|allow-list|name="do" value="block"/);
    expect((await post(blocks, query)).status).toBe(409);
    expect(await scopesOf(blocks)).toEqual([]);
  });
});

/** Where the links that block lead, without the page's own. */
const blockLinks = async (query: string, operator: Operator): Promise<readonly string[]> => {
  const { body } = await wholePage(query, { operator });
  return [...body.matchAll(/href="\?page&#x3D;block&amp;([^"]*)"/g)].map((match) => (match[1] ?? '').replaceAll('&#x3D;', '='));
};
const alone = reseller('shop.example');

describe('links to block', () => {
  it.each<[string, Operator, string | null]>([
    ['page=site&site=shop.example', bob, 'shop.example'],
    ['page=pages&site=shop.example', bob, 'shop.example'],
    ['page=address&address=203.0.113.77&site=shop.example', bob, 'shop.example'],
    ['page=overview', alone, 'shop.example'],
    ['page=pages', alone, 'shop.example'],
    ['page=site&site=shop.example', alone, 'shop.example'],
    ['page=overview', bob, null],
    ['page=pages', bob, null],
    ['page=site&site=clinic.example', bob, null],
    ['page=site&site=clinic.example', alone, null],
    ['page=address&address=203.0.113.77', bob, null],
    ['page=address&address=203.0.113.77&site=clinic.example', bob, null],
    ['page=site&site=shop.example', reseller(), null],
  ])('of %s for %o name the site, where it is known', async (query, operator, site) => {
    const links = await blockLinks(query, operator);
    if (site === null) expect(links).toEqual([]);
    else expect(links.length).toBeGreaterThan(0);
    expect(links.filter((link) => !link.startsWith(`site=${site ?? ''}&amp;`))).toEqual([]);
  });

  it('lead from the page of a site to that of an address, which still knows the site', async () => {
    const { body } = await wholePage('page=site&site=shop.example', { operator: bob });
    expect(body).toMatch(/href="\?page&#x3D;address&amp;site&#x3D;shop\.example&amp;address&#x3D;203\.0\.113\./);
  });

  it('of an administrator are about the whole server', async () => {
    const links = await blockLinks('page=site&site=shop.example', fakeOperator);
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter((link) => link.includes('site='))).toEqual([]);
  });
});
