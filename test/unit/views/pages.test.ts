import { describe, expect, it } from 'vitest';
import { parseIpAddress } from '../../../src/model/ip-address.ts';
import { failed, ok } from '../../../src/model/result.ts';
import { fakeNowMs, fakeReviews } from '../../browser/fake-reviews.ts';
import { fakeAddressDetail, fakeIdentities, fakeProxy, fakeVerdicts } from '../../browser/fake-verdicts.ts';
import { addressPage } from '../../../src/views/address-page.ts';
import { errorsPage } from '../../../src/views/errors-page.ts';
import { overviewPage } from '../../../src/views/overview-page.ts';
import type { PageQuestion } from '../../../src/views/page-target.ts';
import { pagesPage } from '../../../src/views/pages-page.ts';
import { subnetEnds, subnetRanking } from '../../../src/views/peers.ts';
import { type DomainName, parseDomainName } from '../../../src/model/domain-name.ts';
import { type Identity, noIdentity } from '../../../src/model/identity.ts';
import { clockAt } from '../../../src/views/times.ts';

const reviews = fakeReviews();
const clock = clockAt(fakeNowMs, 'UTC');
const here: PageQuestion = {
  page: 'overview',
  window: '1h',
  key: 'target',
  by: 'address',
  top: 12,
  site: null,
  address: null,
  only: null,
  agent: null,
  target: null,
  done: null,
};
const access = await reviews.access({ window: '1h', key: 'target', site: null, address: null, page: null, top: 12 });
const errors = await reviews.errors({ window: '1h', site: null, address: null, top: 12 });
const connections = await reviews.connections({ top: 12, address: null });
const machine = reviews.machine();
const verdicts = fakeVerdicts(true, '1h', fakeNowMs, 12);
const identities = fakeIdentities(true);

function domain(text: string): DomainName {
  const parsed = parseDomainName(text);
  if (parsed === undefined) throw new Error(`no domain: ${text}`);
  return parsed;
}

const nobody = { identities: new Map<string, Identity>(), verdicts: [] };
const searcher: Identity = { ...noIdentity, status: 'verified', kind: 'search', service: 'Example Search', by: 'range' };

describe('overviewPage', () => {
  const page = overviewPage(here, { machine, connections, access, errors, verdicts, identities }, clock);

  it('leads with the figures of the connections and of the machine', () => {
    expect(page.figures.map(({ label, value, tone }) => [label, value, tone])).toEqual([
      ['Inbound', '1,067', null],
      ['Outbound', '31', null],
      ['Established', '850', null],
      ['Half-open', '96', null],
      ['With itself', '166', null],
      ['Load', '23.41', 'danger'],
      ['Memory free', '2.4 GiB', 'warn'],
    ]);
  });

  it('says that a full accept queue is the bottleneck', () => {
    expect(page.alerts).toEqual([expect.stringContaining('Port 443 (HTTPS) takes no more callers: 512 wait')]);
  });

  it('names a proxy among the peers, and offers no block of it', () => {
    const rows = page.connections?.peers?.rows ?? [];
    expect(rows.find(({ address }) => address === fakeProxy)).toMatchObject({
      block: null,
      identity: 'Example CDN (CDN or proxy)',
    });
    expect(rows[0]?.block).not.toBeNull();
  });

  it('leads from a peer to its page, over the same span of time', () => {
    const peer = page.connections?.peers?.rows[0];
    expect(peer).toMatchObject({
      address: '203.0.113.77',
      connections: { text: '418' },
      share: '33%',
      bar: 100,
      reaches: 'HTTPS 412, HTTP 6',
    });
    expect(peer?.target).toEqual({ page: 'address', address: '203.0.113.77', window: '1h' });
  });

  it('does not let the machine itself dwarf the bars of everybody else', () => {
    const own = {
      address: '127.0.0.1',
      connections: 5000,
      inbound: 2500,
      outbound: 2500,
      halfOpen: 0,
      own: true,
      receiveQueued: 0,
      states: {},
      localPorts: { 3306: 2500, 51512: 2500 },
      otherLocalPorts: 0,
    };
    if (!connections.ok) throw new Error('no connections');
    const report = ok({ ...connections.value, byAddress: [...connections.value.byAddress, own] });
    const rows = overviewPage(here, { machine, connections: report, access, errors, verdicts, identities }, clock).connections?.peers?.rows;
    expect(rows?.[0]?.bar).toBe(100);
    expect(rows?.at(-1)).toMatchObject({ own: true, bar: 0, reaches: 'MySQL 2,500' });
  });

  it('says that a list goes on only when it does', () => {
    const peers = page.connections?.peers;
    expect([peers?.shown, peers?.more?.top]).toEqual(['12 of 170', 50]);
    if (!connections.ok) throw new Error('no connections');
    const whole = ok({ ...connections.value, distinct: { ...connections.value.distinct, addresses: 12 } });
    expect(
      overviewPage(here, { machine, connections: whole, access, errors, verdicts, identities }, clock).connections?.peers,
    ).toMatchObject({
      shown: null,
      more: null,
    });
  });

  it('names who opens connections to others', () => {
    expect(page.connections?.outbound[0]).toMatchObject({
      port: 25,
      service: 'SMTP',
      owners: [{ text: 'bakery (php)', connections: '29' }, { connections: '2' }],
    });
  });

  it('marks the page that stands out and says what the mark means', () => {
    expect(page.requests.pages.rows[0]).toMatchObject({ text: '/wp-login.php', mark: 'stands out' });
    expect(page.requests.pages.rows.find((row) => row.text === '/')?.mark).toBeNull();
    expect(page.requests.outlierSentence).toMatch(/ten times as often as the other busy pages.*begins at [\d,]+/);
  });

  it('tells where each number comes from and what could not be read', () => {
    expect(page.connections?.coverage.short).toBe('/proc/net, 08:41:06');
    expect(page.requests.coverage.short).toBe('36 logs, 07:42–08:41');
    expect(page.requests.coverage.unread?.title).toBe('3 of 39 logs could not be read; 3 lines were not understood');
    expect(page.requests.coverage.unread?.reasons).toHaveLength(3);
  });

  it('puts the errors that matter first', () => {
    expect(page.errors.important.every((entry) => entry.meaning !== null)).toBe(true);
    expect(page.errors.allText).toBe('All 7 kinds of errors');
  });

  it('still shows the rest when the sockets cannot be read', () => {
    const broken = overviewPage(
      here,
      { machine, connections: failed({ kind: 'permission-denied', path: '/proc/net/tcp' }), access, errors, verdicts, identities },
      clock,
    );
    expect(broken.connections).toBeNull();
    expect(broken.connectionsProblem).toContain('/proc/net/tcp may not be read');
    expect(broken.figures.map((figure) => figure.label)).toEqual(['Load', 'Memory free']);
    expect(broken.requests.pages.rows).not.toHaveLength(0);
  });

  it('lists subnets instead of addresses when asked to', () => {
    const bySubnet = overviewPage(
      { ...here, by: 'subnet' },
      { machine, connections, access, errors, verdicts, identities },
      clock,
    ).connections;
    expect(bySubnet?.peers).toBeNull();
    expect(bySubnet?.subnets?.rows[0]).toMatchObject({ text: '203.0.113.0/24', remark: '3 addresses' });
  });
});

describe('pagesPage', () => {
  it('offers a longer list, and no longer one at the end of the steps', () => {
    expect(pagesPage({ ...here, page: 'pages' }, access, clock, nobody).pages?.more).toMatchObject({ top: 50 });
    expect(pagesPage({ ...here, page: 'pages', top: 1000 }, access, clock, nobody).pages?.more).toBeNull();
  });

  it('asks who requests a page, but makes no link that is too long for a server', () => {
    const rows = pagesPage(
      { ...here, page: 'pages', site: 'shop.example' },
      { ...access, pages: [page('/a?b=c'), page(`/${'x'.repeat(1600)}`)] },
      clock,
      nobody,
    ).pages?.rows;
    expect(rows?.[0]?.target).toEqual({ page: 'pages', only: '/a?b=c', agent: null, key: 'target', window: '1h', site: 'shop.example' });
    expect(rows?.[1]).toMatchObject({ target: null, full: `/${'x'.repeat(1600)}` });
  });

  it('says how far counts may be off', () => {
    const inexact = { ...access, countErrorBound: { ...access.countErrorBound, pages: 17 } };
    expect(pagesPage({ ...here, page: 'pages' }, inexact, clock, nobody).pages?.inexact).toContain('up to 17 too low');
  });

  const page = (name: string) => ({ page: name, requests: 1, outlier: false });
});

describe('addressPage', () => {
  const address = parseIpAddress('198.51.100.99');
  if (address === undefined) throw new Error('no address');

  it('is a page also for an address that did nothing', async () => {
    const nothing = {
      connections: await reviews.connections({ top: 20, address }),
      access: await reviews.access({ window: '15m', key: 'target', site: null, address, page: null, top: 20 }),
      errors: await reviews.errors({ window: '15m', site: null, address, top: 20 }),
      detail: fakeAddressDetail(address),
    };
    const page = addressPage({ ...here, page: 'address', address, window: '15m' }, nothing, clock);
    expect(page).toMatchObject({ address: '198.51.100.99', subnet: '198.51.100.0/24', own: false, states: null, sparkline: null });
    expect(page.noRequests).toMatchObject({ title: 'No requests in the last 15 minutes', link: { target: { window: '1h', address } } });
  });

  it('knows the machine itself', () => {
    const own = parseIpAddress('127.0.0.1');
    if (own === undefined || !connections.ok) throw new Error('no own address');
    const row = connections.value.byAddress.at(-1);
    if (row === undefined) throw new Error('no row');
    const report = ok({ ...connections.value, byAddress: [{ ...row, address: '127.0.0.1', own: true }] });
    expect(
      addressPage(
        { ...here, page: 'address', address: own },
        { connections: report, access, errors, detail: fakeAddressDetail(own) },
        clock,
      ).own,
    ).toBe(true);
  });
});

describe('errorsPage', () => {
  it('links sites and clients that are real ones, and no pools and names', async () => {
    const report = await reviews.errors({ window: '24h', site: null, address: null, top: 20 });
    const { errors: lists } = errorsPage({ ...here, page: 'errors', window: '24h' }, report, clock, new Map([['203.0.113.199', searcher]]));
    const all = [...lists.important, ...lists.others];
    const targets = Object.fromEntries(
      all.flatMap((entry) => [...entry.sites, ...entry.clients]).map(({ text, target }) => [text, target?.page ?? null]),
    );
    expect(targets).toMatchObject({
      'shop.example': 'site',
      shop_example: null,
      '203.0.113.199': 'address',
      'crawler.search.example': null,
    });
    expect(lists.important.find((entry) => entry.code === 'AH01071')?.clientsLeft).toBe('and 28 more');
  });
});

describe('numbers that are only a lower bound', () => {
  const bound = {
    ...access,
    countErrorBound: { pages: 3, addresses: 0, sites: 0, agents: 0 },
    distinct: { ...access.distinct, pages: 5000 },
  };

  it('are said to be one', () => {
    const page = pagesPage({ ...here, page: 'pages' }, bound, clock, nobody);
    expect(page.figures.map(({ label, value }) => [label, value])).toContainEqual(['Pages', '5,000+']);
    expect(page.pages?.shown).toMatch(/^\d+ of 5,000 or more$/);
    expect(page.addresses.shown ?? '').not.toContain('or more');
  });
});

describe('the errors of an address', () => {
  it('are all of them, not those of the listed groups', async () => {
    const address = parseIpAddress('203.0.113.77');
    if (address === undefined) throw new Error('no address');
    const report = await reviews.errors({ window: '24h', site: null, address: null, top: 1 });
    const page = addressPage(
      { ...here, page: 'address', address },
      { connections, access, errors: report, detail: fakeAddressDetail(address) },
      clock,
    );
    const all = await reviews.errors({ window: '24h', site: null, address: null, top: null });
    const total = all.groups.reduce((sum, group) => sum + group.count, 0);
    expect(page.figures.find(({ label }) => label === 'Errors')?.value).toBe(total.toLocaleString('en-US'));
  });
});

describe('user agents', () => {
  const listOf = (agents: readonly string[], question: PageQuestion = { ...here, page: 'pages' }) =>
    pagesPage(question, { ...access, agents: agents.map((agent) => ({ agent, requests: 1 })) }, clock, nobody).agents?.rows ?? [];

  it('lead to who comes with them, as they were logged, in the site and time that is looked at', () => {
    const agent = '"><script>alert(1)</script> \u202e&site=victim.example#';
    const [row] = listOf([agent], { ...here, page: 'pages', site: domain('shop.example'), window: '24h' });
    expect(row?.target).toEqual({ page: 'pages', only: null, agent, key: 'target', window: '24h', site: 'shop.example' });
  });

  it('lead nowhere where there is none, or it is too long for a link', () => {
    expect(listOf(['', 'x'.repeat(1600), '\u00fc'.repeat(400)]).map(({ target }) => target)).toEqual([null, null, null]);
  });

  it('are a page of their own: which one, who comes with it, and no list of one', () => {
    const page = pagesPage({ ...here, page: 'pages', agent: 'a\u0007b' }, access, clock, {
      identities: new Map([['203.0.113.77', searcher]]),
      verdicts: [{ address: '203.0.113.77', verdict: 'malicious' }],
    });
    expect(page).toMatchObject({ title: 'Requests with one user agent', agents: null });
    expect(page.subjects).toMatchObject([{ what: 'User agent', all: { agent: null } }]);
    expect(page.subjects[0]?.text).not.toContain('\u0007');
    expect(page.pages).not.toBeNull();
    expect(page.filter.kept).toContainEqual({ name: 'agent', value: 'a\u0007b' });
    expect(page.addresses.rows.find(({ text }) => text === '203.0.113.77')).toMatchObject({
      mark: 'Malicious',
      tone: 'danger',
      remark: 'Example Search (search engine)',
    });
  });
});

describe('known addresses', () => {
  it('are named beside clients of errors', async () => {
    const report = await reviews.errors({ window: '24h', site: null, address: null, top: 20 });
    const { errors: lists } = errorsPage({ ...here, page: 'errors' }, report, clock, new Map([['203.0.113.199', searcher]]));
    const clients = [...lists.important, ...lists.others].flatMap((entry) => entry.clients);
    expect(clients.find(({ text }) => text === '203.0.113.199')?.remark).toBe('Example Search (search engine)');
    expect(clients.filter(({ remark }) => remark !== null).every(({ text }) => text === '203.0.113.199')).toBe(true);
  });

  it('are named beside a subnet whose both ends are theirs, and none is offered for a block where others come through', () => {
    if (!connections.ok) throw new Error('no connections');
    const report = { ...connections.value, bySubnet: [{ subnet: '203.0.113.0/24', addresses: 3, connections: 9, own: false }] };
    const cdn: Identity = { ...searcher, kind: 'cdn', service: 'Example CDN' };
    const rowWith = (known: readonly (readonly [string, Identity])[]) => subnetRanking(report, null, new Map(known)).rows[0];
    expect(subnetEnds(report)).toEqual(['203.0.113.0', '203.0.113.255']);
    expect(rowWith([])).toMatchObject({ remark: '3 addresses', block: { target: '203.0.113.0/24' } });
    expect(rowWith([['203.0.113.0', cdn]])).toMatchObject({ remark: '3 addresses', block: { target: '203.0.113.0/24' } });
    expect(
      rowWith([
        ['203.0.113.0', cdn],
        ['203.0.113.255', cdn],
      ]),
    ).toMatchObject({
      remark: '3 addresses, Example CDN (CDN or proxy)',
      block: null,
    });
  });
});
