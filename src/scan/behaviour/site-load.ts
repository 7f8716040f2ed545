import type { SiteBehaviour } from '../../model/behaviour.ts';
import type { Room } from './room.ts';
import { TalliedTimes } from './tallied-times.ts';

/** Requests of one site: all of them, whoever asks. */
export class SiteLoad {
  readonly name: string | null;
  readonly number: number;
  requests = 0;
  dynamic = 0;
  serverErrors = 0;
  readonly #minutes: TalliedTimes;

  constructor(name: string | null, number: number, room: Room) {
    this.name = name;
    this.number = number;
    this.#minutes = new TalliedTimes(room);
  }

  /** So many requests of one minute since 1970: how many of them a program answered, and how many were answered 5xx. */
  add(minute: number, requests: number, dynamic: number, serverErrors: number): void {
    this.requests += requests;
    this.dynamic += dynamic;
    this.serverErrors += serverErrors;
    this.#minutes.add(minute, requests);
  }

  result(): SiteBehaviour {
    const { times, counts } = this.#minutes.sorted();
    const busiestMinute = counts.reduce((most, count) => Math.max(most, count), 0);
    const busiest = counts.indexOf(busiestMinute);
    return {
      site: this.name,
      requests: this.requests,
      busiestMinute,
      // Of the minutes that had requests at all: of a small site's whole day the minute in the middle is empty.
      usualMinute: counts.slice().sort()[Math.floor((counts.length - 1) / 2)] ?? 0,
      busiestMinuteEpoch: busiest < 0 ? null : (times[busiest] ?? 0) * 60,
      dynamic: this.dynamic,
      serverErrors: this.serverErrors,
    };
  }
}

const mostSites = 50_000;

/** Sites by name; those beyond 50,000 are counted together with the nameless. */
export class SiteLoads {
  readonly #sites = new Map<string | null, SiteLoad>();
  readonly #byNumber: SiteLoad[] = [];
  readonly #room: Room;

  constructor(room: Room) {
    this.#room = room;
  }

  of(site: string | null): SiteLoad {
    const known = this.#sites.get(site);
    if (known !== undefined) return known;
    if (site !== null && this.#sites.size >= mostSites) return this.of(null);
    const load = new SiteLoad(site, this.#byNumber.length, this.#room);
    this.#sites.set(site, load);
    this.#byNumber.push(load);
    return load;
  }

  nameOf(number: number): string | null {
    return this.#byNumber[number]?.name ?? null;
  }

  /** Most requests first. */
  result(): readonly SiteBehaviour[] {
    return this.#byNumber
      .map((load) => load.result())
      .filter(({ requests }) => requests > 0)
      .sort((a, b) => b.requests - a.requests || ((a.site ?? '') < (b.site ?? '') ? -1 : 1));
  }
}
