import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { listRefusal } from '../../../../src/classify/identity/list-refusal.ts';
import { shippedServices } from '../../../../src/classify/identity/shipped-services.ts';
import { serviceKinds } from '../../../../src/model/identity.ts';
import { isWithin, parseIpRange } from '../../../../src/model/ip-range.ts';

const services = await shippedServices();
const folder = 'src/classify/identity/services';

it('has a file for each service, by its id', () => {
  expect(readdirSync(folder).sort()).toEqual(services.map(({ id }) => `${id}.txt`).sort());
  for (const { id } of services) expect(id).toMatch(/^[a-z\d-]{1,64}$/);
});

it('calls no two services alike, and knows some of every kind', () => {
  expect(new Set(services.map(({ name }) => name)).size).toBe(services.length);
  expect(new Set(services.map(({ kind }) => kind)).size).toBe(serviceKinds.length);
});

it('has a date for each list, and something to know each service by', () => {
  for (const { id, date, ranges, reverse } of services) {
    if (ranges.length > 0) expect(date, id).toMatch(/^\d{4}-\d{2}(-\d{2})?$/);
    else expect([date, reverse.length > 0], id).toEqual([null, true]);
  }
});

it('fetches over HTTPS, from no address twice', () => {
  const urls = services.flatMap(({ refresh }) => refresh.map(({ url }) => url));
  for (const url of urls) expect(url).toMatch(/^https:\/\/[a-z\d.-]+\/\S*$/);
  expect(new Set(urls).size).toBe(urls.length);
});

it('names by suffixes that begin at a dot, or with a star', () => {
  for (const { reverse } of services) for (const rule of reverse) expect(rule).toMatch(/^(\.|[a-z][a-z-]*-\*\.)[a-z\d-]+(\.[a-z\d-]+)+$/);
});

it('holds only lists that it would take itself', () => {
  for (const { id, ranges } of services) if (ranges.length > 0) expect(listRefusal(ranges, ranges), id).toBeNull();
});

it('writes ranges in one way: as they are read, IPv4 first, by number, none inside another', () => {
  for (const { id } of services) {
    const lines = readFileSync(`${folder}/${id}.txt`, 'utf8').split('\n');
    const written = lines.filter((line) => line !== '' && !line.includes(' '));
    const ranges = written.map((line) => parseIpRange(line) ?? expect.fail(line));
    expect(ranges, id).toEqual(written);
    ranges.slice(1).forEach((range, at) => {
      const before = ranges[at];
      if (before !== undefined) expect(isWithin(range, before), `${id}: ${range} in ${before}`).toBe(false);
    });
    const families = written.map((line) => line.includes(':'));
    expect(families, id).toEqual([...families].sort());
  }
});
