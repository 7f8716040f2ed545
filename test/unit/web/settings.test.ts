import { describe, expect, it } from 'vitest';
import type { SettingsKeeper } from '../../../src/actions/settings-keeper.ts';
import type { Operator } from '../../../src/model/operator.ts';
import { makeFormToken } from '../../../src/web/form-token.ts';
import type { SentForm } from '../../../src/web/sent-form.ts';
import { fakeOperator } from '../../browser/fake-blocks.ts';
import { fakeSettings } from '../../browser/fake-settings.ts';
import { tokens, type WholePage, wholePage } from './whole-page.ts';

const token = makeFormToken(tokens, fakeOperator.name, fakeOperator.session);
const reseller: Operator = {
  ...fakeOperator,
  role: 'reseller',
  estate: { accounts: [], uids: [], domains: ['shop.example'], ownAddresses: [] },
  blocksFor: ['shop.example'],
};

const form = (fields: Readonly<Record<string, string>>): SentForm => ({
  kind: 'fields',
  fields: new URLSearchParams({ token, do: 'settings', look: '1', blockOwn: '1', allow: '', ...fields }),
});
const post = (settings: SettingsKeeper | null, sent: SentForm | undefined, operator = fakeOperator): Promise<WholePage> =>
  wholePage('page=settings', { method: 'POST', settings, operator, ...(sent === undefined ? {} : { form: sent }) });

describe('the page of settings', () => {
  it('shows what is set, and each limit with its meaning and origin', async () => {
    const { status, body } = await wholePage('page=settings', { settings: fakeSettings('busy') });
    expect(status).toBe(200);
    expect(body).toContain('name="count.loginFast" value="12" placeholder="10"');
    expect(body).toContain('name="seconds.loginFast" value="" placeholder="600"');
    expect(body).toContain('Login tries (login form and XML-RPC) that are an attack.');
    expect(body).toContain('measured: no innocent flagged; LiteSpeed has 10 in 5 minutes');
    expect(body).toMatch(/name="look" value="1" checked>/);
    expect(body).toMatch(/name="blockOwn" value="1">/);
    expect(body).toContain(
      '\n# people\n198.51.100.5 # office &lt;b&gt;of&lt;/b&gt; the &quot;customer&quot;\n2001:db8:5::/48\n</textarea>',
    );
  });

  it('keeps what is sent, says so, and leaves alone what the form does not ask for', async () => {
    const settings = fakeSettings('busy');
    const sent = form({
      'count.loginFast': '10',
      'count.scripts': ' 7 ',
      'seconds.scripts': '60',
      'server.bob': '5',
      'server.mallory': '5',
      allow: '203.0.113.9 # shop\r\n2001:db8::/32',
    });
    const { status, headers } = await post(settings, sent);
    expect([status, headers['Location']]).toEqual([303, '?page=settings&done=saved']);
    const kept = await settings.read();
    expect(kept.settings).toEqual({
      limits: { ruleOfAnotherVersion: { count: 1, seconds: null }, scripts: { count: 7, seconds: 60 } },
      resellers: { look: true, blockOwn: true, server: { bob: { perHour: 5 } } },
    });
    expect(kept.allowList).toBe('203.0.113.9 # shop\n2001:db8::/32\n');
    expect((await wholePage('page=settings&done=saved', { settings })).body).toContain('role="status">Saved.');
  });

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['no number', { 'count.loginFast': 'ten' }, '“ten” does not fit count.loginFast: it takes a whole number from 1 to 1000000'],
    ['nothing at all', { 'count.loginFast': '0' }, '“0” does not fit'],
    ['too much', { 'seconds.loginFast': '604801' }, 'it takes a whole number from 1 to 604800'],
    ['a host name', { allow: '198.51.100.5\noffice.example # x' }, '“office.example # x” does not fit line 2 of the allow list'],
    ['a control character', { allow: '198.51.100.5 # \u001b[2J' }, 'text without control characters'],
    ['another deed', { do: 'block' }, '“block” does not fit do'],
    ['a very long list', { allow: '# x\n'.repeat(5000) }, 'at most 16384 characters'],
  ])('comes back whole, with a sentence, for %s', async (_, fields, sentence) => {
    const settings = fakeSettings('busy');
    const before = await settings.read();
    const { status, body } = await post(settings, form({ 'count.scripts': '77', ...fields }));
    expect(status).toBe(400);
    expect(body).toContain('Nothing was saved.');
    expect(body).toContain(sentence);
    expect(body).toContain('name="count.scripts" value="77"');
    expect(body).toContain('data-ac-typed');
    expect(await settings.read()).toEqual(before);
  });

  it.each<[string, SentForm | undefined, number]>([
    ['no body', undefined, 415],
    ['another content type', { kind: 'not-a-form' }, 415],
    ['a huge body', { kind: 'too-large' }, 413],
    ['no token', form({ token: '' }), 403],
    ['the token of another login', form({ token: makeFormToken(tokens, 'bob', fakeOperator.session) }), 403],
    ['two values', { kind: 'fields', fields: new URLSearchParams(`token=${token}&do=settings&allow=&allow=192.0.2.1`) }, 400],
  ])('takes nothing with %s', async (_, sent, status) => {
    const settings = fakeSettings('busy');
    const before = await settings.read();
    expect((await post(settings, sent)).status).toBe(status);
    expect(await settings.read()).toEqual(before);
  });

  it('is for administrators: nobody else sees or sends it, or has a link to it', async () => {
    const settings = fakeSettings('busy');
    const before = await settings.read();
    const sent = form({ token: makeFormToken(tokens, reseller.name, reseller.session) });
    for (const role of ['reseller', 'customer'] as const) {
      const operator = { ...reseller, role };
      expect((await wholePage('page=settings', { settings, operator })).status).toBe(403);
      expect((await post(settings, sent, operator)).status).toBe(403);
      expect((await wholePage('page=overview', { settings, operator })).body).not.toContain('page&#x3D;settings');
    }
    expect(await settings.read()).toEqual(before);
    expect((await wholePage('page=overview', { settings })).body).toContain('page&#x3D;settings');
    expect((await wholePage('page=overview', { settings: null })).body).not.toContain('page&#x3D;settings');
    expect((await wholePage('page=settings', { settings: null })).status).toBe(403);
  });

  it('says why it could not be kept, and offers no list that could not be read', async () => {
    const settings = fakeSettings('broken');
    const { status, body } = await post(settings, form({ allow: '192.0.2.1' }));
    expect(status).toBe(409);
    expect(body).toContain('Nothing was saved.');
    expect(body).not.toContain('<textarea');
    expect(body).toContain('/var/lib/active-connections/allow-list may not be read by this user');
  });
});
