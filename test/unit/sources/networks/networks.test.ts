import { chmodSync, mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { openMaxMind } from '../../../../src/sources/networks/max-mind-database.ts';
import { valueUnder } from '../../../../src/sources/networks/max-mind-values.ts';
import { openNetworks } from '../../../../src/sources/networks/networks.ts';
import type { ReadAt } from '../../../../src/sources/networks/paged-file.ts';
import { fileTree, type TreeEntry } from '../../../file-tree.ts';
import { given, givenRange } from '../../../given-address.ts';
import { needs } from '../../../needs.ts';
import { type MaxMindContent, maxMindFile, Pointer, type Written } from '../../../max-mind-file.ts';

const country = (iso: string): Written => ({ continent: { code: 'EU' }, country: { iso_code: iso, names: { en: 'x'.repeat(400) } } });
const countries: MaxMindContent = {
  type: 'GeoLite2-Country',
  recordBits: 24,
  ipVersion: 6,
  networks: [
    [givenRange('192.0.2.0/24'), country('DE')],
    [givenRange('198.51.100.0/25'), country('NL')],
    [givenRange('2001:db8::/32'), country('FR')],
  ],
};

function opened(entries: Readonly<Record<string, TreeEntry>>) {
  const root = fileTree(entries);
  const networks = openNetworks(root);
  onTestFinished(() => {
    networks.close();
  });
  return { root, networks };
}

const inMemory =
  (bytes: Uint8Array): ReadAt =>
  (offset, length) =>
    offset < 0 || offset + length > bytes.length ? undefined : bytes.subarray(offset, offset + length);
const database = (bytes: Uint8Array) => openMaxMind(inMemory(bytes), bytes.length);

it.each([24, 28, 32] as const)('finds the country of an address, records of %d bits', (recordBits) => {
  for (const ipVersion of [4, 6] as const) {
    const networks = countries.networks.filter(([range]) => ipVersion === 6 || !range.includes(':'));
    const found = database(maxMindFile({ ...countries, recordBits, ipVersion, networks }));
    const countryOf = (address: string) => valueUnder(found?.find(given(address)) ?? null, 'country', 'iso_code');
    expect(['192.0.2.0', '192.0.2.255', '192.0.3.0', '198.51.100.127', '198.51.100.128', '203.0.113.1'].map(countryOf)).toEqual([
      'DE',
      'DE',
      null,
      'NL',
      null,
      null,
    ]);
    expect(['2001:db8::1', '2001:db9::1'].map(countryOf)).toEqual([ipVersion === 6 ? 'FR' : null, null]);
  }
});

it('joins the databases it finds, and says which and of when', () => {
  const { networks } = opened({
    'var/lib/GeoIP/GeoLite2-Country.mmdb': maxMindFile(countries),
    'usr/share/GeoIP/dbip-asn-lite.mmdb': maxMindFile({
      ...countries,
      type: 'DBIP-ASN-Lite',
      networks: [[givenRange('192.0.2.0/23'), { autonomous_system_number: 64_500, autonomous_system_organization: 'Example Hosting' }]],
    }),
  });
  expect(networks.networkOf(given('192.0.2.1'))).toEqual({ country: 'DE', name: 'Example Hosting' });
  expect(networks.networkOf(given('192.0.3.1'))).toEqual({ country: null, name: 'Example Hosting' });
  expect(networks.networkOf(given('198.51.100.1'))).toEqual({ country: 'NL', name: null });
  expect(networks.networkOf(given('203.0.113.1'))).toBeNull();
  expect(networks.databases).toEqual([
    { path: '/var/lib/GeoIP/GeoLite2-Country.mmdb', type: 'GeoLite2-Country', builtEpoch: 1_795_000_000 },
    { path: '/usr/share/GeoIP/dbip-asn-lite.mmdb', type: 'DBIP-ASN-Lite', builtEpoch: 1_795_000_000 },
  ]);
  expect(networks.problems).toEqual([]);
});

it('knows nothing where there is no database', () => {
  const { networks } = opened({});
  expect(networks.networkOf(given('192.0.2.1'))).toBeNull();
  expect([networks.databases, networks.problems]).toEqual([[], []]);
});

it('says which file is no database, and looks for another', () => {
  const { networks } = opened({
    'usr/share/GeoIP/GeoLite2-Country.mmdb': 'no database',
    'var/lib/GeoIP/GeoLite2-Country.mmdb': maxMindFile(countries),
  });
  expect(networks.networkOf(given('192.0.2.1'))?.country).toBe('DE');
  expect(networks.problems).toMatchObject([{ kind: 'unknown-format', path: '/usr/share/GeoIP/GeoLite2-Country.mmdb' }]);
});

it('says which file is cut off', () => {
  const whole = maxMindFile(countries);
  const { networks } = opened({ 'usr/share/GeoIP/GeoLite2-ASN.mmdb': whole.subarray(0, whole.length - 40) });
  expect(networks.problems).toMatchObject([{ kind: 'unknown-format', path: '/usr/share/GeoIP/GeoLite2-ASN.mmdb' }]);
});

it('says which file may not be read, and of a closed folder only that, whatever would be in it', () => {
  const root = fileTree({ 'usr/share/GeoIP/GeoLite2-Country.mmdb': maxMindFile(countries) });
  for (const open of ['', 'usr', 'usr/share', 'usr/share/GeoIP']) chmodSync(join(root, open), 0o755);
  chmodSync(join(root, 'usr/share/GeoIP/GeoLite2-Country.mmdb'), 0);
  mkdirSync(join(root, 'var/lib/GeoIP'), { recursive: true });
  chmodSync(join(root, 'var/lib/GeoIP'), 0);
  // Root may read everything, so for a moment this is somebody else.
  if (needs.root) process.seteuid?.(65_534);
  const networks = openNetworks(root);
  if (needs.root) process.seteuid?.(0);
  networks.close();
  expect(networks.problems).toEqual([
    { kind: 'permission-denied', path: `${root}/usr/share/GeoIP/GeoLite2-Country.mmdb` },
    { kind: 'permission-denied', path: `${root}/var/lib/GeoIP` },
  ]);
});

it('takes two letters for a country and nothing else', () => {
  const networks = [[givenRange('192.0.2.0/24'), country('<b>')]] as const;
  expect(
    opened({ 'usr/share/GeoIP/GeoLite2-City.mmdb': maxMindFile({ ...countries, networks }) }).networks.networkOf(given('192.0.2.1')),
  ).toBeNull();
});

it('follows pointers, but not one to another, nor round in a circle', () => {
  const first: Written = { country: { iso_code: 'DE' } };
  const at = (value: Written) => {
    const file = maxMindFile({
      ...countries,
      networks: [
        [givenRange('192.0.2.0/25'), first],
        [givenRange('192.0.2.128/25'), value],
      ],
    });
    return valueUnder(database(file)?.find(given('192.0.2.200')) ?? null, 'country', 'iso_code');
  };
  expect(at(new Pointer(0))).toBe('DE');
  // The second value begins behind the 20 bytes of the first.
  expect([18, 19, 20, 21, 22, 23, 24, 25].map((to) => at({ country: new Pointer(to) }))).toEqual(Array.from({ length: 8 }, () => null));
  expect(at(new Pointer(500_000))).toBeNull();
});

it('takes a pointer to a pointer for damage', () => {
  const file = maxMindFile({
    ...countries,
    networks: [
      // Two bytes, a pointer to themselves, and then one to them.
      [givenRange('192.0.2.0/25'), new Pointer(2)],
      [givenRange('192.0.2.128/25'), { country: { iso_code: 'DE' } }],
      [givenRange('198.51.100.0/24'), { country: new Pointer(0) }],
    ],
  });
  const found = database(file);
  expect(found?.find(given('192.0.2.1'))).toEqual({ country: { iso_code: 'DE' } });
  expect(found?.find(given('198.51.100.1'))).toBeNull();
});

it('gives a value up that is too deep or too large', () => {
  const deep = Array.from({ length: 50 }).reduce<Written>((inner) => ({ country: inner }), 'DE');
  for (const value of [deep, Array.from({ length: 2000 }, () => 1)]) {
    expect(database(maxMindFile({ ...countries, networks: [[givenRange('192.0.2.0/24'), value]] }))?.find(given('192.0.2.1'))).toBeNull();
  }
});

it('opens nothing whose description is not right', () => {
  for (const metadata of [
    { node_count: 0 },
    { node_count: 4_000_000_000 },
    { record_size: 23 },
    { ip_version: 5 },
    { binary_format_major_version: 3 },
    { database_type: 7 },
  ]) {
    expect(database(maxMindFile({ ...countries, metadata })), JSON.stringify(metadata)).toBeUndefined();
  }
});

it('survives any damage', () => {
  const whole = maxMindFile(countries);
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 20 }), fc.nat(whole.length), (changes, length) => {
      const bytes = Buffer.from(whole);
      for (const [at, byte] of changes) bytes[at] = byte;
      for (const file of [bytes, bytes.subarray(0, length), bytes.subarray(length)]) {
        for (const address of ['192.0.2.1', '203.0.113.1', '2001:db8::1']) database(file)?.find(given(address));
      }
    }),
  );
});

it('survives a file that is cut while it is open', () => {
  const { root, networks } = opened({ 'usr/share/GeoIP/GeoLite2-Country.mmdb': Buffer.concat([maxMindFile(countries)]) });
  truncateSync(join(root, 'usr/share/GeoIP/GeoLite2-Country.mmdb'), 10);
  expect(() => networks.networkOf(given('192.0.2.1'))).not.toThrow();
  writeFileSync(join(root, 'usr/share/GeoIP/GeoLite2-Country.mmdb'), '');
  expect(() => networks.networkOf(given('2001:db8::1'))).not.toThrow();
});
