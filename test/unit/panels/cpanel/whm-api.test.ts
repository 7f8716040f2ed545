import { afterAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { parseDomainName } from '../../../../src/model/domain-name.ts';
import { parseIpAddress } from '../../../../src/model/ip-address.ts';
import { ok } from '../../../../src/model/result.ts';
import { askWhm, whmApi } from '../../../../src/panels/cpanel/whm-api.ts';
import { commandWords } from '../../../../src/panels/cpanel/whm-local.ts';
import { parseWhmToken, remoteWhm } from '../../../../src/panels/cpanel/whm-remote.ts';
import { httpsPost } from '../../../../src/system/https-post.ts';
import { installWhm } from '../../../stand-ins/whm/install-whm.ts';
import { startWhm } from '../../../stand-ins/whm/start-whm.ts';

const saying = (text: string): ReturnType<typeof whmApi> =>
  whmApi({ send: () => Promise.resolve(ok(text)), sendApi2: () => Promise.resolve(ok(text)) });
const call = { name: 'version', parameters: {} };

describe('replies of WHM API 1', () => {
  it.each([
    ['data of one list', { records: [1, 2] }],
    ['a single falsy value', { records_removed: 0 }],
    ['null', null],
  ])('hands on %s as it came', async (_, data) => {
    const reply = await saying(JSON.stringify({ metadata: { result: 1, reason: 'OK', version: 1 }, data })).call(call);
    expect(reply).toEqual({ ok: true, value: { succeeded: true, reason: 'OK', data } });
  });

  it.each([
    ['1', true],
    ['0', false],
    ['01', true],
  ])('compares a result that is text (%s) as a number', async (result, succeeded) => {
    expect(await saying(JSON.stringify({ metadata: { result } })).call(call)).toMatchObject({ value: { succeeded } });
  });

  it.each([
    ['a page', '<!DOCTYPE html><html><body>login page</body></html>', 'no JSON (a page to log in, perhaps)'],
    ['a refusal without metadata', '{"cpanelresult":{"error":"Access denied"}}', 'Access denied'],
    ['anything else', '[]', 'no metadata'],
    ['nothing', '', 'no JSON (a page to log in, perhaps)'],
  ])('says what came instead of a reply: %s', async (_, text, detail) => {
    expect(await saying(text).call(call)).toMatchObject({ ok: false, problem: { kind: 'unexpected-answer', detail } });
  });

  it('gives WHM its own words when it says no, and names what does not fit when it says yes', async () => {
    const no = JSON.stringify({ metadata: { result: 0, reason: 'not today' } });
    expect(await askWhm(saying(no), call, z.object({}))).toMatchObject({ problem: { kind: 'cannot-do', what: 'not today' } });
    const odd = JSON.stringify({ metadata: { result: 1, reason: 'OK' }, data: { count: 'many' } });
    const asked = await askWhm(saying(odd), call, z.object({ count: z.number() }));
    expect(asked).toMatchObject({ problem: { kind: 'unexpected-answer', detail: 'count invalid_type' } });
  });
});

describe('the command line', () => {
  it('encodes what a URI does not take, and leaves addresses as they are', () => {
    expect(commandWords('f', { ip: '2001:db8::/32', comment: 'a b+c=100% é' })).toEqual([
      '--output=json',
      'f',
      'ip=2001:db8::/32',
      'comment=a b%2Bc%3D100%25 %C3%A9',
    ]);
  });
});

describe('WHM over HTTPS', async () => {
  const host = parseDomainName('whm.example');
  const address = parseIpAddress('127.0.0.1');
  const token = parseWhmToken('ABCDEFGH12345678');
  if (host === undefined || address === undefined || token === undefined) throw new Error('no server');
  const whm = installWhm();
  const server = await startWhm(whm.statePath, 'whm.example', token);
  afterAll(async () => {
    await server.stop();
    whm.remove();
  });
  const there = { host, address, port: server.port, user: 'root', token, certificates: server.certificate };

  it('asks with a token and reads the reply', async () => {
    const api = whmApi(remoteWhm(there, httpsPost));
    const added = await api.call({
      name: 'create_cphulk_record',
      parameters: { list_name: 'black', ip: '2001:db8::7', comment: 'a+b & c' },
    });
    expect(added).toMatchObject({ ok: true, value: { succeeded: true, data: { ips_added: ['2001:db8::7'] } } });
    expect(whm.state().records['2001:db8::7']?.comment).toBe('a+b & c');
  });

  it('does not talk to a server whose certificate is not trusted', async () => {
    const untrusted = { host, address, port: server.port, user: 'root', token };
    const reply = await whmApi(remoteWhm(untrusted, httpsPost)).call(call);
    expect(reply).toMatchObject({ ok: false, problem: { kind: 'request-failed', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' } });
  });

  it("does not talk to a server with another's certificate", async () => {
    const other = parseDomainName('other.example') ?? host;
    const reply = await whmApi(remoteWhm({ ...there, host: other }, httpsPost)).call(call);
    expect(reply).toMatchObject({ ok: false, problem: { kind: 'request-failed', code: 'ERR_TLS_CERT_ALTNAME_INVALID' } });
  });

  it('says that a token is not accepted', async () => {
    const wrong = parseWhmToken('wrongwrongwrong') ?? token;
    const reply = await whmApi(remoteWhm({ ...there, token: wrong }, httpsPost)).call(call);
    expect(reply).toMatchObject({ problem: { kind: 'unexpected-answer', detail: 'status 401: the token or its user is not accepted' } });
  });

  it('says that nobody answers', async () => {
    await server.stop();
    expect(await whmApi(remoteWhm(there, httpsPost)).call(call)).toMatchObject({ problem: { code: 'ECONNREFUSED' } });
  });

  it('takes nothing for a token that could add a line to a header', () => {
    expect(['', 'short', 'has blank and more', 'line\r\nX: 1', 'ä'.repeat(20)].map(parseWhmToken)).toEqual(Array(5).fill(undefined));
  });
});
