import type { GroupBehaviour } from '../../model/behaviour.ts';
import type { IpAddress } from '../../model/ip-address.ts';
import type { Room } from './room.ts';
import { type Happening, mostDistinctWithin } from './sliding-window.ts';

/** Guesses from so many addresses within a day, alike in site, path and user agent, are one attack. */
const fewestAddresses = 5;
const daySeconds = 86_400;
const mostKinds = 20_000;

interface Kind extends Pick<GroupBehaviour, 'sign' | 'site' | 'path' | 'agent'> {
  readonly happenings: Happening[];
}

/** Login attempts of all addresses by what they have in common. */
export class SpreadLogins {
  readonly #kinds = new Map<string, Kind>();
  readonly #room: Room;

  constructor(room: Room) {
    this.#room = room;
  }

  /** `key` tells addresses apart. */
  add(epoch: number, key: number, alike: Pick<GroupBehaviour, 'sign' | 'site' | 'path' | 'agent'>): void {
    const name = JSON.stringify([alike.sign, alike.site, alike.path, alike.agent]);
    let kind = this.#kinds.get(name);
    if (kind === undefined) {
      if (this.#kinds.size === mostKinds) return;
      kind = { ...alike, happenings: [] };
      this.#kinds.set(name, kind);
    }
    if (this.#room.take()) kind.happenings.push({ epoch, key });
  }

  /** The day with the most addresses of each kind, where they are enough; most addresses first. */
  result(addressOf: (key: number) => IpAddress): readonly GroupBehaviour[] {
    const groups: GroupBehaviour[] = [];
    for (const { happenings, sign, site, path, agent } of this.#kinds.values()) {
      if (happenings.length < fewestAddresses) continue;
      const sorted = happenings.sort((a, b) => a.epoch - b.epoch || a.key - b.key);
      const { distinct, from, to } = mostDistinctWithin(sorted, daySeconds);
      if (distinct < fewestAddresses) continue;
      const lastEpoch = (sorted[from]?.epoch ?? 0) + daySeconds - 1;
      let end = to + 1;
      while (end < sorted.length && (sorted[end]?.epoch ?? Infinity) <= lastEpoch) end++;
      const inDay = sorted.slice(from, end);
      groups.push({
        ...{ sign, site, path, agent },
        addresses: [...new Set(inDay.map(({ key }) => key))].map(addressOf).sort(),
        requests: inDay.length,
        firstEpoch: inDay[0]?.epoch ?? 0,
        lastEpoch: inDay.at(-1)?.epoch ?? 0,
      });
    }
    return groups.sort((a, b) => b.addresses.length - a.addresses.length || b.requests - a.requests || (a.path < b.path ? -1 : 1));
  }

  get kindsAreFull(): boolean {
    return this.#kinds.size === mostKinds;
  }
}
