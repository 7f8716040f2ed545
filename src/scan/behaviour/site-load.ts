import type { SiteBehaviour } from '../../model/behaviour.ts';
import type { Room } from './room.ts';
import { TalliedTimes } from './tallied-times.ts';

/** Requests of one site: all of them, whoever asks. */
export class SiteLoad {
  requests = 0;
  dynamic = 0;
  serverErrors = 0;
  readonly #minutes: TalliedTimes;

  constructor(room: Room) {
    this.#minutes = new TalliedTimes(room);
  }

  add(epoch: number, isDynamic: boolean, isServerError: boolean): void {
    this.requests++;
    if (isDynamic) this.dynamic++;
    if (isServerError) this.serverErrors++;
    this.#minutes.add(Math.max(0, Math.floor(epoch / 60)));
  }

  result(site: string | null): SiteBehaviour {
    const minutes = this.#minutes.sorted();
    const sorted = Uint32Array.from(minutes, ({ count }) => count).sort();
    const busiestMinute = sorted.at(-1) ?? 0;
    const busiest = minutes.find(({ count }) => count === busiestMinute);
    return {
      site,
      requests: this.requests,
      busiestMinute,
      // Of the minutes that had requests at all: of a small site's whole day the minute in the middle is empty.
      usualMinute: sorted[Math.floor((sorted.length - 1) / 2)] ?? 0,
      busiestMinuteEpoch: busiest === undefined ? null : busiest.time * 60,
      dynamic: this.dynamic,
      serverErrors: this.serverErrors,
    };
  }
}

const mostSites = 50_000;

/** Sites by name; those beyond 50,000 are counted together with the nameless. */
export class SiteLoads {
  readonly #sites = new Map<string | null, SiteLoad>();
  readonly #room: Room;

  constructor(room: Room) {
    this.#room = room;
  }

  of(site: string | null): SiteLoad {
    const known = this.#sites.get(site);
    if (known !== undefined) return known;
    if (site !== null && this.#sites.size >= mostSites) return this.of(null);
    const load = new SiteLoad(this.#room);
    this.#sites.set(site, load);
    return load;
  }

  /** Most requests first. */
  result(): readonly SiteBehaviour[] {
    return [...this.#sites]
      .map(([site, load]) => load.result(site))
      .filter(({ requests }) => requests > 0)
      .sort((a, b) => b.requests - a.requests || ((a.site ?? '') < (b.site ?? '') ? -1 : 1));
  }
}
