import { describe, expect, it } from 'vitest';
import type { PageTarget } from '../../../src/views/page-target.ts';
import { readQuestion } from '../../../src/web/question.ts';
import { linkTo } from '../../../src/web/routes.ts';

const read = (query: string) => readQuestion(new URLSearchParams(query));

describe('readQuestion', () => {
  it('gives the usual values for an empty query', () => {
    expect(read('')).toEqual({
      ok: true,
      value: {
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
      },
    });
  });

  it('takes what a form sends: empty fields count as not given', () => {
    expect(read('page=pages&window=&site=&top=')).toMatchObject({ ok: true, value: { page: 'pages', window: '1h', site: null, top: 20 } });
  });

  it('makes addresses and sites canonical', () => {
    expect(read('page=address&address=%20::FFFF:203.0.113.7%20')).toMatchObject({ ok: true, value: { address: '203.0.113.7' } });
    expect(read('page=address&address=2001:DB8:0:0::7')).toMatchObject({ ok: true, value: { address: '2001:db8::7' } });
    expect(read('page=site&site=Shop.Example.')).toMatchObject({ ok: true, value: { site: 'shop.example' } });
  });

  it('leaves alone what is not ours', () => {
    expect(read('page=pages&cpsess=1&__proto__=x&constructor=y')).toMatchObject({ ok: true });
  });

  it.each([
    ['window=2h', 'window'],
    ['key=agent', 'key'],
    ['by=country', 'by'],
    ['top=0', 'top'],
    ['top=1001', 'top'],
    ['top=1e3', 'top'],
    ['top=-5', 'top'],
    ['address=203.0.113', 'address'],
    ['address=203.0.113.7/24', 'address'],
    ['address=0x7f.1', 'address'],
    ['site=../../etc/passwd', 'site'],
    ['site=<b>.example', 'site'],
    [`only=${'x'.repeat(9000)}`, 'only'],
    [`agent=${'x'.repeat(9000)}`, 'agent'],
    ['agent=a&agent=b', 'agent'],
    ['window=1h&window=24h', 'window'],
  ])('refuses %s and names the parameter', (query, field) => {
    expect(read(query)).toMatchObject({ ok: false, problem: { kind: 'bad-input', field } });
  });
});

describe('linkTo', () => {
  it('is a bare query, so that it is right under every host', () => {
    expect(linkTo({ page: 'overview' })).toBe('?page=overview');
  });

  it('leaves the usual out', () => {
    expect(linkTo({ page: 'pages', window: '1h', key: 'target', top: 20, site: null, only: null })).toBe('?page=pages');
  });

  it.each<PageTarget>([
    { page: 'overview', window: '24h', by: 'subnet', top: 200 },
    { page: 'pages', window: '15m', key: 'path', only: '/a b?c=d&e=%2F#<script>"\'', site: 'shop.example' },
    { page: 'pages', only: '/\x16\x03\u202e' },
    { page: 'errors', window: 'all' },
  ])('comes back as the question it stands for: %j', (target) => {
    const link = linkTo(target);
    expect(link).toMatch(/^\?[\w.%+&=*-]*$/);
    expect(read(link.slice(1))).toMatchObject({ ok: true, value: target });
  });
});

it.each(['"><script>alert(1)</script>', 'a&page=block&target=203.0.113.7', ' \t spaces  ', '\u202e\u0000\u0007', 'page=x%26#?', 'ü\\xff'])(
  'a link with the user agent %j asks for exactly that one, and for nothing else',
  (agent) => {
    const link = linkTo({ page: 'pages', agent });
    expect(link).toMatch(/^\?page=pages&agent=[\w%+*.-]+$/);
    expect(readQuestion(new URLSearchParams(link))).toMatchObject({ ok: true, value: { page: 'pages', agent, target: null, site: null } });
  },
);
