import { expect, it } from 'vitest';
import type { ListFormat } from '../../../../src/model/known-service.ts';
import { fetchList } from '../../../../src/sources/ranges/fetch-list.ts';
import { publishedRanges } from '../../../../src/sources/ranges/published-formats.ts';

const both = ['192.0.2.0/24', '2001:db8::/32'];

it.each([
  ['lines', '\ufeff# a comment\r\n192.0.2.0/24\r\n\r\n  2001:db8::/32  \n'],
  ['lines', '192.0.2.0/24\r2001:db8::/32\n192.0.2.0/24'],
  ['array', '["192.0.2.0/24", "2001:db8::/32"]'],
  ['prefixes', '{"creationTime":"2026","prefixes":[{"ipv4Prefix":"192.0.2.0/24"},{"ipv6Prefix":"2001:db8::/32","x":1}]}'],
  ['fastly', '{"addresses":["192.0.2.0/24"],"ipv6_addresses":["2001:db8::/32"]}'],
  ['gcore', '{"addresses":["192.0.2.0/24"],"addresses_v6":["2001:db8::/32"]}'],
  ['imperva', '{"ipRanges":["192.0.2.0/24"],"ipv6Ranges":["2001:db8::/32"],"res":0,"res_message":"OK"}'],
  [
    'cloudfront',
    '{"prefixes":[{"ip_prefix":"192.0.2.0/24","service":"CLOUDFRONT"},{"ip_prefix":"198.51.100.0/24","service":"EC2"}],"ipv6_prefixes":[{"ipv6_prefix":"2001:db8::/32","service":"CLOUDFRONT"}]}',
  ],
  [
    'datadog',
    '{"agents":{"prefixes_ipv4":["198.51.100.0/24"]},"synthetics":{"prefixes_ipv4":["192.0.2.0/24"],"prefixes_ipv6":["2001:db8::/32"]}}',
  ],
  [
    'webpagetest',
    '{"data":{"a":{"addresses":["192.0.2.0/24",null]},"b":{"addresses":null},"c":{"addresses":["2001:db8::/32"],"label":"x"}}}',
  ],
] satisfies [ListFormat, string][])('reads %s', (format, answer) => {
  expect(publishedRanges(format, answer)).toEqual(both);
});

const formats: readonly ListFormat[] = ['array', 'prefixes', 'fastly', 'gcore', 'imperva', 'cloudfront', 'datadog', 'webpagetest'];

it.each(['', '<html><body>404</body></html>', 'null', '[]x', '{"prefixes":[{"ipv4Prefix":7}]}', '[1,2]', '{"data":{"a":7}}'])(
  'does not read %j',
  (answer) => {
    for (const format of formats) expect(publishedRanges(format, answer), format).toBeUndefined();
  },
);

it('takes one wrong line for a wrong list', () => {
  expect(publishedRanges('lines', '192.0.2.0/24\n<html>\n')).toBeUndefined();
  expect(publishedRanges('lines', '192.0.2.0/33\n')).toBeUndefined();
  expect(publishedRanges('array', '["192.0.2.0/24", "01.2.3.4"]')).toBeUndefined();
});

it('does not read a list without end', () => {
  expect(publishedRanges('lines', '192.0.2.1\n'.repeat(20_001))).toBeUndefined();
});

const refresh = [
  { format: 'lines', url: 'https://a.example/v4' },
  { format: 'array', url: 'https://a.example/v6' },
] as const;

it('joins the lists of all addresses of a publisher', async () => {
  const fetched = await fetchList({ refresh }, (url) =>
    Promise.resolve({ ok: true, value: url.endsWith('v4') ? '192.0.2.0/24' : '["2001:db8::/32","192.0.2.0/24"]' }),
  );
  expect(fetched).toEqual({ ok: true, value: both });
});

it('fails when one of them fails, or is something else', async () => {
  const problem = { kind: 'request-failed', to: 'https://a.example/v6', code: 'ECONNRESET' } as const;
  expect(
    await fetchList({ refresh }, (url) =>
      Promise.resolve(url.endsWith('v4') ? { ok: true, value: '192.0.2.0/24' } : { ok: false, problem }),
    ),
  ).toEqual({ ok: false, problem });
  expect(await fetchList({ refresh }, () => Promise.resolve({ ok: true, value: '192.0.2.0/24' }))).toMatchObject({
    ok: false,
    problem: { kind: 'unexpected-answer', from: 'https://a.example/v6' },
  });
});
