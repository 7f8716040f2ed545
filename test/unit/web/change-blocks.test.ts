import { describe, expect, it } from 'vitest';
import type { Blocks } from '../../../src/actions/blocks.ts';
import type { Operator } from '../../../src/model/operator.ts';
import { makeFormToken } from '../../../src/web/form-token.ts';
import { formOf, isFormType, longestFormBytes, type SentForm } from '../../../src/web/sent-form.ts';
import { fakeBlocks, fakeOperator } from '../../browser/fake-blocks.ts';
import { tokens, type WholePage, wholePage } from './whole-page.ts';

const page = 'page=block&target=203.0.113.7';
const ownToken = makeFormToken(tokens, fakeOperator.name, fakeOperator.session);

const form = (fields: readonly (readonly [string, string])[]): SentForm => ({
  kind: 'fields',
  fields: new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])),
});
const fields = (more: Record<string, string> = {}): (readonly [string, string])[] =>
  Object.entries({ token: ownToken, do: 'block', shown: '', for: '1h', reason: '', ...more });

const post = (blocks: Blocks, sent: SentForm | undefined, query = page, operator: Operator = fakeOperator): Promise<WholePage> =>
  wholePage(query, { method: 'POST', blocks, operator, ...(sent === undefined ? {} : { form: sent }) });

async function blocked(blocks: Blocks): Promise<readonly string[]> {
  const list = await blocks.list(0);
  return list.ok ? list.value.blocks.filter(({ whose }) => whose === 'ours').map(({ target }) => target) : [];
}

describe('a form about a block', () => {
  it('blocks, leads to a page that shows what came of it, and lifts the block again', async () => {
    const blocks = fakeBlocks('empty');
    const { status, headers, body } = await post(blocks, form(fields({ reason: 'tries passwords' })));
    expect([status, body]).toEqual([303, '']);
    const to = headers['Location'] ?? '';
    expect(to).toMatch(/^\?page=block&target=203\.0\.113\.7&done=b-[\da-f]{16}$/);
    expect(await blocked(blocks)).toEqual(['203.0.113.7']);
    const shown = await wholePage(to.slice(1), { blocks });
    expect(shown.body).toContain('the firewall (nftables): blocked, and found there when read back');
    expect(shown.body).toContain('tries passwords');
    expect(shown.body).not.toContain('name="do" value="block"');

    const lifted = await post(blocks, form(fields({ do: 'unblock' })));
    expect(lifted.status).toBe(303);
    expect(await blocked(blocks)).toEqual([]);
    expect((await wholePage((lifted.headers['Location'] ?? '').slice(1), { blocks })).body).toContain('Not blocked any more.');
  });

  it('is offered to be lifted, wherever the address or one of its range is shown', async () => {
    const blocks = fakeBlocks('empty');
    const label = async (query: string): Promise<string | undefined> =>
      /href="\?page(?:=|&#x3D;)block&amp;target(?:=|&#x3D;)203\.0\.113\.7[^"]*">(\w+)…/.exec(
        (await wholePage(query, { blocks })).body,
      )?.[1];
    const pages = ['page=address&address=203.0.113.7', 'page=overview', 'page=pages'];
    expect(await Promise.all(pages.map(label))).toEqual(['Block', 'Block', 'Block']);
    await post(blocks, form(fields()), 'page=block&target=203.0.113.0%2F24');
    expect(await Promise.all(pages.map(label))).toEqual(['Unblock', 'Unblock', 'Unblock']);
    await post(blocks, form(fields({ do: 'unblock' })), 'page=block&target=203.0.113.0%2F24');
    await post(blocks, form(fields()), `${page}&site=shop.example`);
    expect(await label('page=overview')).toBe('Block');
  });

  it('does not say that an address is free while its range is blocked', async () => {
    const blocks = fakeBlocks('empty');
    for (const target of ['203.0.113.7', '203.0.113.0%2F24']) await post(blocks, form(fields()), `page=block&target=${target}`);
    const lifted = await post(blocks, form(fields({ do: 'unblock' })));
    const { body } = await wholePage((lifted.headers['Location'] ?? '').slice(1), { blocks });
    expect(body).toContain('Lifted, but still blocked by what is listed below.');
    expect(body).not.toContain('Not blocked any more.');
  });

  it('is offered for the server, and for another site, where one site keeps the address out already', async () => {
    const blocks = fakeBlocks('empty');
    await post(blocks, form(fields()), `${page}&site=shop.example`);
    const offered = async (site: string): Promise<boolean> =>
      (await wholePage(`${page}${site}`, { blocks })).body.includes('name="do" value="block"');
    expect([await offered('&site=shop.example'), await offered(''), await offered('&site=other.example')]).toEqual([false, true, true]);
  });

  it.each<[string, SentForm | undefined, number]>([
    ['no body', undefined, 415],
    ['another content type', { kind: 'not-a-form' }, 415],
    ['a huge body', { kind: 'too-large' }, 413],
    ['no token', form(fields({ token: '' })), 403],
    ['a wrong token', form(fields({ token: `${ownToken.slice(0, -1)}_` })), 403],
    ['the token of another operator', form(fields({ token: makeFormToken(tokens, 'alice', fakeOperator.session) })), 403],
    ['the token of another session', form(fields({ token: makeFormToken(tokens, fakeOperator.name, 'another') })), 403],
    [
      'an old token',
      form(fields({ token: makeFormToken({ ...tokens, nowEpoch: () => tokens.nowEpoch() - 4 * 3600 }, 'root', 'a session') })),
      403,
    ],
    ['two tokens', form([...fields(), ['token', ownToken]]), 403],
    ['two deeds', form([...fields(), ['do', 'unblock']]), 400],
    ['two reasons', form([...fields(), ['reason', 'another']]), 400],
    ['an unknown deed', form(fields({ do: 'allow' })), 400],
    ['an unknown duration', form(fields({ for: '2h' })), 400],
    ['an unknown answer of the guard', form(fields({ shown: 'everything' })), 400],
    ['a very long reason', form(fields({ reason: 'x'.repeat(2000) })), 400],
  ])('does nothing with %s', async (_, sent, status) => {
    const blocks = fakeBlocks('empty');
    expect((await post(blocks, sent)).status).toBe(status);
    expect(await blocked(blocks)).toEqual([]);
  });

  it('changes nothing by GET or HEAD, whatever the query says', async () => {
    const blocks = fakeBlocks('empty');
    for (const method of ['GET', 'HEAD']) {
      await wholePage(`${page}&do=block&token=${ownToken}`, { blocks, method, form: form(fields()) });
    }
    expect(await blocked(blocks)).toEqual([]);
  });

  it.each(['page=blocks', 'page=overview', 'page=address&address=203.0.113.7', ''])('is taken by no other page: %s', async (query) => {
    const blocks = fakeBlocks('empty');
    const { status, headers } = await post(blocks, form(fields()), query);
    expect([status, headers['Allow']]).toEqual([405, 'GET, HEAD']);
    expect(await blocked(blocks)).toEqual([]);
  });

  it.each(['PUT', 'DELETE', 'PATCH'])('comes by POST and not by %s', async (method) => {
    const { status, headers } = await wholePage(page, { method, form: form(fields()) });
    expect([status, headers['Allow']]).toEqual([405, 'GET, HEAD, POST']);
  });

  it('is nothing for whoever is no administrator: neither seen nor sent', async () => {
    const blocks = fakeBlocks('busy');
    const reseller: Operator = { ...fakeOperator, role: 'reseller', estate: { accounts: [], uids: [], domains: [], ownAddresses: [] } };
    expect((await post(blocks, form(fields()), page, reseller)).status).toBe(403);
    expect((await wholePage('page=blocks', { blocks, operator: reseller })).status).toBe(403);
    expect((await wholePage(page, { blocks, operator: reseller })).status).toBe(403);
    const overview = await wholePage('page=overview', { blocks, operator: reseller });
    expect(overview.body).not.toContain('Block…');
    expect(await blocked(blocks)).toEqual([]);
  });

  it('comes back with what was typed and with what speaks against the block', async () => {
    const blocks = fakeBlocks('empty');
    const { status, body } = await post(blocks, form(fields({ for: '7d', reason: 'my "<b>" reason' })), 'page=block&target=198.51.100.200');
    expect(status).toBe(409);
    expect(body).toContain('This is not blocked.');
    const allowed = await post(blocks, form(fields({ for: '7d', reason: 'my "<b>" reason' })), 'page=block&target=198.51.100.5');
    expect(allowed.status).toBe(409);
    expect(allowed.body).toContain('office &lt;b&gt;of&lt;/b&gt; the customer');
    expect(allowed.body).toContain('value="my &quot;&lt;b&gt;&quot; reason"');
    expect(allowed.body).toMatch(/<option value="7d" selected>/);
    expect(allowed.body).toContain('data-ac-typed');
    expect(await blocked(blocks)).toEqual([]);
  });

  it('goes past a refusal only with a reason and the very answer that was shown', async () => {
    const blocks = fakeBlocks('empty');
    const target = 'page=block&target=198.51.100.5';
    expect((await post(blocks, form(fields({ shown: 'allow-list' })), target)).status).toBe(409);
    expect((await post(blocks, form(fields({ override: 'they asked for it' })), target)).status).toBe(409);
    expect((await post(blocks, form(fields({ shown: 'allow-list', override: 'they asked for it' })), target)).status).toBe(303);
    expect(await blocked(blocks)).toEqual(['198.51.100.5']);
  });

  it('never blocks the operator, whatever is confirmed', async () => {
    const blocks = fakeBlocks('empty');
    const sent = form(fields({ shown: 'your-own-address', override: 'really' }));
    expect((await post(blocks, sent, 'page=block&target=198.51.100.0/24')).status).toBe(409);
    expect(await blocked(blocks)).toEqual([]);
  });

  it('asks for a reason for a block without end', async () => {
    const blocks = fakeBlocks('empty');
    const { status, body } = await post(blocks, form(fields({ for: 'permanent' })));
    expect(status).toBe(400);
    expect(body).toContain('a block without an end needs a reason');
    expect(await blocked(blocks)).toEqual([]);
  });

  it('says why nothing can be shown where the journal cannot be read', async () => {
    const { body } = await wholePage('page=blocks', { blocks: fakeBlocks('broken') });
    expect(body).toContain('Blocks cannot be shown');
    expect(body).toContain('/var/lib/active-connections may not be read by this user');
    expect((await post(fakeBlocks('broken'), form(fields()))).status).toBe(409);
  });
});

describe('the content type of a form', () => {
  it.each([
    ['application/x-www-form-urlencoded', true],
    ['Application/X-WWW-Form-Urlencoded; charset=UTF-8', true],
    ['multipart/form-data; boundary=x', false],
    ['text/plain', false],
    ['application/json', false],
    [undefined, false],
  ])('%s: %s', (type, fits) => {
    expect(isFormType(type)).toBe(fits);
  });

  it('is read as UTF-8, at most 64 KiB', () => {
    const read = formOf(Buffer.from('reason=gr%C3%BC%C3%9Fe+an&reason=x'));
    expect(read.kind === 'fields' ? read.fields.getAll('reason') : []).toEqual(['grüße an', 'x']);
    expect(longestFormBytes).toBe(65_536);
  });
});
