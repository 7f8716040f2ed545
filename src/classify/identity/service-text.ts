import { type ServiceKind, serviceKinds } from '../../model/identity.ts';
import type { IpRange } from '../../model/ip-address.ts';
import { parseIpRange } from '../../model/ip-range.ts';
import { type KnownService, type ListFormat, listFormats } from '../../model/known-service.ts';

/**
 * Reads the text form of services (`services/*.txt`): a line is `key value`, an address or range alone, or a comment (`#`); a
 * service begins with `service <id>`. Throws where it is wrong: the text is our own, and part of the program.
 * @param rangeOf reads a range; undefined for what is none
 */
export function parseServices(text: string, rangeOf: (written: string) => IpRange | undefined = parseIpRange): readonly KnownService[] {
  return sectionsOf(text, rangeOf).map(({ id, fields, ranges }) => {
    const all = (key: string): readonly string[] => fields.flatMap(([name, value]) => (name === key ? [value] : []));
    const one = (key: string): string | null => all(key)[0] ?? null;
    const needed = (key: string): string => one(key) ?? wrong(id, `has no ${key}`);
    return {
      id,
      name: needed('name'),
      kind: kindOf(needed('kind')),
      publisher: needed('publisher'),
      date: one('date'),
      proves: one('proves') === 'owner' ? 'owner' : 'service',
      refresh: all('refresh').map(refreshOf),
      agents: all('agent'),
      reverse: all('reverse'),
      forwardMayBeMissing: one('forward') === 'sometimes-missing',
      ranges,
    };
  });
}

interface Section {
  readonly id: string;
  readonly fields: (readonly [string, string])[];
  readonly ranges: IpRange[];
}

function sectionsOf(text: string, rangeOf: (written: string) => IpRange | undefined): readonly Section[] {
  const sections: Section[] = [];
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const space = line.indexOf(' ');
    const [key, value] = space < 0 ? ['', line] : [line.slice(0, space), line.slice(space + 1)];
    if (key === 'service') {
      sections.push({ id: value, fields: [], ranges: [] });
      continue;
    }
    const section = sections.at(-1) ?? wrong(line, 'stands before any service');
    if (key === '') section.ranges.push(rangeOf(value) ?? wrong(value, 'is no range'));
    else section.fields.push([key, value]);
  }
  return sections;
}

const kindOf = (text: string): ServiceKind => serviceKinds.find((kind) => kind === text) ?? wrong(text, 'is no kind of service');

const formatOf = (text: string): ListFormat => listFormats.find((format) => format === text) ?? wrong(text, 'is no form of a list');

function refreshOf(value: string): KnownService['refresh'][number] {
  const [format = '', url = ''] = value.split(' ');
  return { format: formatOf(format), url };
}

function wrong(what: string, is: string): never {
  throw new Error(`known services: ${what} ${is}`);
}
