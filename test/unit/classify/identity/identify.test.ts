import { expect, it } from 'vitest';
import { identifier } from '../../../../src/classify/identity/identify.ts';
import { parseServices } from '../../../../src/classify/identity/service-text.ts';
import { shippedServices } from '../../../../src/classify/identity/shipped-services.ts';
import { parseDomainName } from '../../../../src/model/domain-name.ts';
import type { ForwardAnswer, ReverseAnswer } from '../../../../src/model/reverse-names.ts';
import { given } from '../../../given-address.ts';

const identify = identifier(await shippedServices());

const unknown: ReverseAnswer = { state: 'unknown' };
const silent: ReverseAnswer = { state: 'silent' };
const named = (...names: [string, ForwardAnswer][]): ReverseAnswer => ({
  state: 'named',
  names: names.map(([name, forward]) => ({ name: parseDomainName(name) ?? expect.fail(name), forward })),
});
const who = (address: string, agents: string | readonly string[], reverse: ReverseAnswer = unknown) =>
  identify({ address: given(address), agents: typeof agents === 'string' ? [agents] : agents, reverse });

const google = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)';
const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';
const outside = '203.0.113.7';

it('verifies a claim by the range, without DNS', () => {
  expect(who('66.249.66.1', google)).toEqual({
    claim: 'Googlebot',
    status: 'verified',
    kind: 'search',
    service: 'Googlebot',
    by: 'range',
    listDate: '2026-08-22',
    ranges: [{ service: 'Googlebot', kind: 'search' }],
    reverseNames: [],
  });
});

it.each([
  ['not asked yet', unknown, 'checking'],
  ['silent', silent, 'unverified'],
  ['a name that leads back', named(['crawl-1.googlebot.com', 'confirmed']), 'verified'],
  ['two names of which one leads back', named(['x.example', 'denied'], ['crawl-1.googlebot.com', 'confirmed']), 'verified'],
  ['no name', named(), 'fake'],
  ['a name of somebody else', named(['host.example', 'confirmed']), 'fake'],
  ['a forged name that does not exist', named(['crawl-1.googlebot.com', 'missing']), 'fake'],
  ['a forged name that leads elsewhere', named(['crawl-1.googlebot.com', 'denied']), 'fake'],
  ['a name whose server does not answer', named(['crawl-1.googlebot.com', 'silent']), 'unverified'],
  ['a name that only ends alike', named(['evilgooglebot.com', 'confirmed']), 'fake'],
  ['a name that only begins alike', named(['crawl-1.googlebot.com.example', 'confirmed']), 'fake'],
  ["a customer's machine at Google", named(['7.113.0.203.bc.googleusercontent.com', 'confirmed']), 'fake'],
] as const)('a claim outside the range, DNS: %s', (_, reverse, status) => {
  expect(who(outside, google, reverse).status).toBe(status);
});

it('says by what it was proved, and keeps only names that lead back', () => {
  const identity = who(outside, google, named(['crawl-1.googlebot.com', 'confirmed'], ['forged.example', 'denied']));
  expect(identity).toMatchObject({ service: 'Googlebot', by: 'reverse-dns', listDate: null, reverseNames: ['crawl-1.googlebot.com'] });
  expect(who(outside, google, named())).toMatchObject({ claim: 'Googlebot', service: null, by: null, kind: 'search' });
});

it.each([
  ['DuckDuckBot/1.1; (+http://duckduckgo.com/duckduckbot.html)', 'search'],
  ['Mozilla/5.0 (compatible; GPTBot/1.2; +https://openai.com/gptbot)', 'ai'],
  ['ClaudeBot/1.0', 'ai'],
  ['PerplexityBot/1.0', 'ai'],
  ['UptimeRobot/2.0', 'monitor'],
  // These have names, but as AI crawlers they are never called fake.
  ['CCBot/2.0 (https://commoncrawl.org/faq/)', 'ai'],
  ['Amazonbot/0.1', 'ai'],
  ['Bytespider', 'ai'],
] as const)('%s outside its list is unverified, whatever DNS says', (agent, kind) => {
  for (const reverse of [named(), silent, named(['host.example', 'confirmed']), named(['host.example', 'denied'])]) {
    expect(who(outside, agent, reverse)).toMatchObject({ status: 'unverified', kind });
  }
});

it("does not call Baidu's crawler fake when its name resolves to nothing, but when it leads elsewhere", () => {
  const agent = 'Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)';
  expect(who(outside, agent, named(['baiduspider-1.crawl.baidu.com', 'missing'])).status).toBe('unverified');
  expect(who(outside, agent, named(['baiduspider-1.crawl.baidu.com', 'confirmed'])).status).toBe('verified');
  expect(who(outside, agent, named(['baiduspider-1.crawl.baidu.com', 'denied'])).status).toBe('fake');
});

it('takes names of Google proxies, and not those of its customers', () => {
  const agent = 'FeedFetcher-Google';
  expect(who(outside, agent, named(['google-proxy-66-249-80-1.google.com', 'confirmed'])).status).toBe('verified');
  expect(who(outside, agent, named(['google-proxy-1.googleusercontent.com', 'confirmed'])).status).toBe('verified');
  expect(who(outside, agent, named(['1.2.3.4.gae.googleusercontent.com', 'confirmed'])).status).toBe('fake');
  expect(who(outside, agent, named(['x.google-proxy-1.googleusercontent.com', 'confirmed'])).status).toBe('fake');
});

it('proves nothing of whoever stands behind a CDN', () => {
  expect(who('104.16.0.1', google, named(['host.example', 'confirmed']))).toMatchObject({
    claim: 'Googlebot',
    status: 'verified',
    kind: 'cdn',
    service: 'Cloudflare',
  });
});

it('never calls an address inside fake, where a proxy of our own may stand', () => {
  for (const address of ['127.0.0.1', '10.0.0.5', '192.168.1.2', '::1']) expect(who(address, google, named()).status).toBe('unverified');
});

it('knows payment, panel and monitoring by the range alone', () => {
  expect(who('3.18.12.63', browser)).toMatchObject({ claim: null, status: 'verified', kind: 'payment', service: 'Stripe' });
  expect(who('104.16.0.1', [])).toMatchObject({ status: 'verified', kind: 'cdn', service: 'Cloudflare' });
});

it('wants a claim from crawlers, and where the list is only of the owner', () => {
  expect(who('66.249.66.1', browser)).toMatchObject({ claim: null, status: 'unverified', service: 'Googlebot', by: 'range' });
  expect(who('192.0.78.10', browser)).toMatchObject({ claim: null, status: 'unverified', service: 'Jetpack' });
  expect(who('192.0.78.10', 'jetmon/1.0 (Jetpack Site Uptime Monitor by WordPress.com)')).toMatchObject({
    status: 'verified',
    service: 'Jetpack',
  });
});

it('keeps all ranges of an address, and the one that refuses a block speaks', () => {
  expect(who('162.159.244.38', browser)).toMatchObject({
    service: 'Cloudflare',
    ranges: expect.arrayContaining([
      { service: 'Cloudflare', kind: 'cdn', isWhole: true },
      { service: 'Shodan', kind: 'scanner' },
    ]) as unknown,
  });
});

it('is nobody without claim and range', () => {
  expect(who(outside, browser)).toMatchObject({ claim: null, status: 'none', kind: null, service: null, ranges: [] });
});

it('takes one proof for enough and one lie for one', () => {
  const both = [google, 'bingbot/2.0', 'GPTBot/1.2'];
  expect(who(outside, both, named(['msnbot-1.search.msn.com', 'confirmed']))).toMatchObject({ status: 'verified', service: 'Bingbot' });
  expect(who(outside, ['GPTBot/1.2', google], named())).toMatchObject({ status: 'fake', claim: 'Googlebot' });
  expect(who(outside, ['GPTBot/1.2', google])).toMatchObject({ status: 'checking', claim: 'Googlebot' });
});

it('reads only text that is right', () => {
  const good = 'service one\nname One\nkind search\npublisher Pub\n192.0.2.0/24\n';
  expect(parseServices(good)).toMatchObject([{ id: 'one', name: 'One', date: null, ranges: ['192.0.2.0/24'] }]);
  for (const bad of [
    '192.0.2.0/24\n',
    'name x\n',
    `${good}nonsense\n`,
    'service one\nname One\nkind nothing\npublisher P\n',
    'service one\nkind search\npublisher P\n',
  ]) {
    expect(() => parseServices(bad)).toThrow('known services');
  }
});
