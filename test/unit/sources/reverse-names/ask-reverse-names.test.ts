import { expect, it } from 'vitest';
import { askReverseNames, mostNames } from '../../../../src/sources/reverse-names/ask-reverse-names.ts';
import { type DnsReply, dnsServer, type RecordType } from '../../../dns-server.ts';
import { given } from '../../../given-address.ts';

const crawler = given('203.0.113.7');
const question = '7.113.0.203.in-addr.arpa';
const ptr = (...names: (string | readonly string[])[]): DnsReply => names.map((data) => ({ type: 'PTR' as const, data }));

async function asked(reply: (type: RecordType, name: string) => DnsReply, address = crawler) {
  const server = await dnsServer(reply);
  return { answer: await askReverseNames(address, [server.address]), questions: server.questions };
}

it('confirms a name that leads back to the address', async () => {
  const { answer, questions } = await asked((type) => (type === 'PTR' ? ptr('crawl-7.bot.example') : [{ type: 'A', data: '203.0.113.7' }]));
  expect(answer).toEqual({ state: 'named', names: [{ name: 'crawl-7.bot.example', forward: 'confirmed' }] });
  expect(questions).toEqual([`PTR ${question}`, 'A crawl-7.bot.example']);
});

it('asks for IPv6 by AAAA and the name of 32 digits', async () => {
  const { answer, questions } = await asked(
    (type) => (type === 'PTR' ? ptr('six.bot.example') : [{ type: 'AAAA', data: '2001:db8:0:0:0:0:0:7' }]),
    given('2001:db8::7'),
  );
  expect(answer).toEqual({ state: 'named', names: [{ name: 'six.bot.example', forward: 'confirmed' }] });
  expect(questions).toEqual([`PTR 7.${'0.'.repeat(23)}8.b.d.0.1.0.0.2.ip6.arpa`, 'AAAA six.bot.example']);
});

it('tells a name that leads elsewhere from one that does not exist and from one whose server fails', async () => {
  const { answer } = await asked((type, name) => {
    if (type === 'PTR') return ptr('elsewhere.example', 'nowhere.example', 'empty.example', 'broken.example', 'refused.example');
    if (name === 'elsewhere.example') return [{ type: 'A', data: '198.51.100.1' }];
    return { 'nowhere.example': 3, 'broken.example': 2, 'refused.example': 5 }[name] ?? [];
  });
  expect(answer).toEqual({
    state: 'named',
    names: [
      { name: 'elsewhere.example', forward: 'denied' },
      { name: 'nowhere.example', forward: 'missing' },
      { name: 'empty.example', forward: 'missing' },
      { name: 'broken.example', forward: 'silent' },
      { name: 'refused.example', forward: 'silent' },
    ],
  });
});

it('tries all names: one of two may be confirmed, and one of several addresses is enough', async () => {
  const { answer } = await asked((type, name) => {
    if (type === 'PTR') return ptr('a.ntwk.example', 'b.search.example');
    const other = { type: 'A', data: '198.51.100.1' } as const;
    return name === 'b.search.example' ? [other, { type: 'A', data: '203.0.113.7' }] : [other];
  });
  expect(answer).toEqual({
    state: 'named',
    names: [
      { name: 'a.ntwk.example', forward: 'denied' },
      { name: 'b.search.example', forward: 'confirmed' },
    ],
  });
});

it('follows an alias in both directions', async () => {
  const { answer } = await asked((type) =>
    type === 'PTR'
      ? [
          { type: 'CNAME', data: '7.0-15.113.0.203.in-addr.arpa' },
          { type: 'PTR', name: '7.0-15.113.0.203.in-addr.arpa', data: 'host.example' },
        ]
      : [
          { type: 'CNAME', data: 'real.example' },
          { type: 'A', name: 'real.example', data: '203.0.113.7' },
        ],
  );
  expect(answer).toEqual({ state: 'named', names: [{ name: 'host.example', forward: 'confirmed' }] });
});

it('takes no name, an unknown address and an empty answer for names that are none', async () => {
  expect((await asked(() => 3)).answer).toEqual({ state: 'named', names: [] });
  expect((await asked(() => [])).answer).toEqual({ state: 'named', names: [] });
});

it('is silent when nobody answers, when servers fail and when there is none', async () => {
  expect((await asked(() => 'silent')).answer).toEqual({ state: 'silent' });
  expect((await asked(() => 2)).answer).toEqual({ state: 'silent' });
  expect(await askReverseNames(crawler, ['127.0.0.1:1'])).toEqual({ state: 'silent' });
});

it('gives the name whose server never answers up, and keeps the others', async () => {
  const { answer } = await asked((type, name) => {
    if (type === 'PTR') return ptr('slow.example', 'quick.example');
    return name === 'slow.example' ? 'silent' : [{ type: 'A', data: '203.0.113.7' }];
  });
  expect(answer).toEqual({
    state: 'named',
    names: [
      { name: 'slow.example', forward: 'silent' },
      { name: 'quick.example', forward: 'confirmed' },
    ],
  });
});

it('drops what is no name of a domain, and never asks for it', async () => {
  const hostile = [
    ['evil\u001b[31m', 'example'],
    ['a b', 'example'],
    ['*', 'example'],
    ['<script>', 'example'],
    ['localhost'],
    ['x\u0000y', 'example'],
  ];
  const { answer, questions } = await asked((type) =>
    type === 'PTR' ? ptr(...hostile, 'good.example') : [{ type: 'A', data: '203.0.113.7' }],
  );
  const names = answer.state === 'named' ? answer.names.map(({ name }) => name) : [];
  expect(names.every((name) => name.endsWith('.example') && /^[a-z.]+$/.test(name))).toBe(true);
  expect(questions.filter((text) => /[^\w. -]/.test(text))).toEqual([]);
});

it('asks for a few names of many, and for each once', async () => {
  const many = Array.from({ length: 20 }, (_, at) => `n${at}.example`);
  const { answer, questions } = await asked((type) => (type === 'PTR' ? ptr('n0.example', ...many) : 3));
  expect(answer.state === 'named' && answer.names.length).toBe(mostNames);
  expect(new Set(questions).size).toBe(questions.length);
});
