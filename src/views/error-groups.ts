import type { ErrorGroup, ErrorReport, ErrorSource } from '../model/error-report.ts';
import { type Identity, noIdentity } from '../model/identity.ts';
import type { WindowName } from '../model/time-window.ts';
import { shortIdentityText } from './identity-text.ts';
import { count } from './numbers.ts';
import { addressTarget, type PageTarget, siteTarget } from './page-target.ts';
import { cutInTheMiddle, type ForeignText, foreignText } from './printable.ts';
import type { Tone } from './ranking.ts';
import type { Clock, TimeText } from './times.ts';

export interface NamedLink {
  readonly text: string;
  readonly full: string | null;
  readonly target: PageTarget | null;
  /** Who it is, where that is known. */
  readonly remark: string | null;
}

/** One kind of error, ready to print. */
export interface ErrorEntry {
  /** Stays the same from one reading to the next, so that an opened entry stays open. */
  readonly key: string;
  readonly source: string;
  readonly code: string | null;
  readonly level: string | null;
  readonly tone: Tone;
  readonly important: boolean;
  readonly message: ForeignText;
  readonly count: string;
  readonly first: TimeText | null;
  readonly last: TimeText | null;
  readonly sites: readonly NamedLink[];
  /** `and 12 more`, or null. */
  readonly sitesLeft: string | null;
  readonly clients: readonly NamedLink[];
  readonly clientsLeft: string | null;
  readonly meaning: string | null;
  readonly advice: string | null;
  readonly sample: string;
}

const sourceNames: Readonly<Record<ErrorSource, string>> = { apache: 'Apache', nginx: 'nginx', 'php-fpm': 'PHP-FPM', php: 'PHP' };

const namesShown = 6;

type Identities = ReadonlyMap<string, Identity>;

/** The clients that the lists name. */
export const clientsNamed = ({ groups }: Pick<ErrorReport, 'groups'>): readonly string[] =>
  groups.flatMap(({ clients }) => clients.slice(0, namesShown));

function errorEntry(group: ErrorGroup, window: WindowName, clock: Clock, identities: Identities): ErrorEntry {
  const sites = group.sites.slice(0, namesShown);
  const clients = group.clients.slice(0, namesShown);
  return {
    key: cutInTheMiddle(`${group.source} ${group.code ?? ''} ${group.message}`, 200),
    source: sourceNames[group.source],
    code: group.code === null ? null : cutInTheMiddle(group.code, 40),
    level: group.level === null ? null : cutInTheMiddle(group.level, 20),
    tone: levelTone(group.level),
    important: group.important,
    message: foreignText(group.message, 240),
    count: count(group.count),
    first: group.count > 1 ? clock.tell(group.first) : null,
    last: clock.tell(group.last),
    sites: sites.map((site) => ({ ...foreignText(site, 60), target: siteTarget(site, window), remark: null })),
    sitesLeft: leftText(group, group.distinctSites, sites.length),
    clients: clients.map((client) => ({
      ...foreignText(client, 60),
      target: addressTarget(client, window),
      remark: shortIdentityText(identities.get(client) ?? noIdentity),
    })),
    clientsLeft: leftText(group, group.distinctClients, clients.length),
    meaning: group.meaning,
    advice: group.advice,
    sample: cutInTheMiddle(group.sample, 600),
  };
}

function leftText({ approximate }: ErrorGroup, distinct: number, named: number): string | null {
  if (distinct <= named) return approximate ? 'and perhaps more' : null;
  return `and ${approximate ? 'at least ' : ''}${count(distinct - named)} more`;
}

function levelTone(level: string | null): Tone {
  switch (level) {
    case 'emerg':
    case 'alert':
    case 'crit':
    case 'error':
    case 'fatal':
      return 'danger';
    case 'warn':
    case 'warning':
      return 'warn';
    default:
      return 'quiet';
  }
}

/** All errors of a report, those of groups that are not listed too. */
export const countErrors = ({ lines, unparsed, continued, outside }: ErrorReport): number => lines - unparsed - continued - outside;

/** The errors worth reading first, and the rest; both most frequent first. */
export interface ErrorLists {
  readonly important: readonly ErrorEntry[];
  readonly others: readonly ErrorEntry[];
}

/** @param identities who the clients are, as far as that is known */
export function errorLists(report: ErrorReport, clock: Clock, identities: Identities): ErrorLists {
  const entries = report.groups.map((group) => errorEntry(group, report.window.name, clock, identities));
  return {
    important: entries.filter((entry) => entry.important),
    others: entries.filter((entry) => !entry.important),
  };
}
