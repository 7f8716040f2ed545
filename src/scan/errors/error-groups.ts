import type { ErrorSource } from '../../model/error-report.ts';
import { BoundedCounts, type SharedRoom } from './bounded-counts.ts';
import type { ErrorRecord } from './error-record.ts';
import { groupMessage, groupText } from './group-text.ts';
import { ownBeginning, ownCopy } from './own-copy.ts';

/** Records of one kind. Times in seconds since 1970, null when no record of the kind had one. */
export interface TalliedGroup {
  readonly source: ErrorSource;
  readonly code: string | null;
  readonly level: string | null;
  readonly message: string;
  readonly count: number;
  readonly firstEpoch: number | null;
  readonly lastEpoch: number | null;
  /** Most first, cut to 20. */
  readonly sites: readonly string[];
  readonly clients: readonly string[];
  readonly distinctSites: number;
  readonly distinctClients: number;
  /** True when more sites or clients came than are kept apart: the two numbers are lower bounds then. */
  readonly approximate: boolean;
  readonly sample: string;
}

interface GrowingGroup extends Pick<TalliedGroup, 'source' | 'code' | 'level' | 'message' | 'sample'> {
  count: number;
  firstEpoch: number;
  lastEpoch: number;
  readonly sites: BoundedCounts;
  readonly clients: BoundedCounts;
}

const mostGroups = 5_000;
const mostNamesInGroup = 2_000;
const mostNames = 200_000;
const namesGiven = 20;
const sampleBytes = 500;

/** Counts records by kind. Past 5,000 kinds, further ones are counted together, one group for each source. */
export class ErrorGroups {
  readonly #groups = new Map<string, GrowingGroup>();
  readonly #room: SharedRoom = { left: mostNames };

  add(record: ErrorRecord, site: string | null, firstLine: string): void {
    const group = this.#groupOf(record, firstLine);
    group.count++;
    if (record.epochSeconds !== null) {
      group.firstEpoch = Math.min(group.firstEpoch, record.epochSeconds);
      group.lastEpoch = Math.max(group.lastEpoch, record.epochSeconds);
    }
    if (site !== null) group.sites.add(site);
    if (record.client !== null) group.clients.add(record.client);
  }

  /** Most frequent first; of equals the latest. */
  result(): { readonly firstEpoch: number | null; readonly lastEpoch: number | null; readonly groups: readonly TalliedGroup[] } {
    const groups = [...this.#groups.values()];
    return {
      firstEpoch: finite(Math.min(...groups.map((group) => group.firstEpoch))),
      lastEpoch: finite(Math.max(...groups.map((group) => group.lastEpoch))),
      groups: groups.sort((a, b) => b.count - a.count || b.lastEpoch - a.lastEpoch).map(finished),
    };
  }

  #groupOf(record: ErrorRecord, firstLine: string): GrowingGroup {
    const key = [record.source, record.code ?? '', record.level ?? '', groupText(record)].join('\n');
    const known = this.#groups.get(key);
    if (known !== undefined) return known;
    if (this.#groups.size < mostGroups) return this.#addGroup(ownCopy(key), record, groupMessage(record), firstLine);
    const shared = `${record.source} others`;
    return this.#groups.get(shared) ?? this.#addGroup(shared, { source: record.source, code: null, level: null }, othersMessage, firstLine);
  }

  #addGroup(key: string, like: Pick<ErrorRecord, 'source' | 'code' | 'level'>, message: string, firstLine: string): GrowingGroup {
    const group: GrowingGroup = {
      source: like.source,
      code: like.code === null ? null : ownCopy(like.code),
      level: like.level === null ? null : ownCopy(like.level),
      message: ownCopy(message),
      sample: sampleOf(firstLine),
      count: 0,
      firstEpoch: Infinity,
      lastEpoch: -Infinity,
      sites: new BoundedCounts(mostNamesInGroup, this.#room),
      clients: new BoundedCounts(mostNamesInGroup, this.#room),
    };
    this.#groups.set(key, group);
    return group;
  }
}

const othersMessage = 'other messages: there were more kinds than are kept apart';

/** A raw line to show, cut to 500 bytes. */
export const sampleOf = (line: string): string => ownBeginning(line, sampleBytes);

const finite = (epoch: number): number | null => (Number.isFinite(epoch) ? epoch : null);

function finished({ firstEpoch, lastEpoch, sites, clients, ...same }: GrowingGroup): TalliedGroup {
  return {
    ...same,
    firstEpoch: finite(firstEpoch),
    lastEpoch: finite(lastEpoch),
    sites: sites.top(namesGiven),
    clients: clients.top(namesGiven),
    distinctSites: sites.distinct,
    distinctClients: clients.distinct,
    approximate: !sites.complete || !clients.complete,
  };
}
