import { type AddressBehaviour, type Sign, type SignHits, signs as allSigns } from '../../model/behaviour.ts';
import type { IpAddress } from '../../model/ip-address.ts';
import type { Hit } from './hit.ts';
import { KeptHits } from './kept-hits.ts';
import type { KnownAgents } from './known-agents.ts';
import { LoginOutcomes } from './login-outcomes.ts';
import { NumberCounts } from './number-counts.ts';
import { NamedCounts } from './named-counts.ts';
import { NotedBehaviour } from './noted-behaviour.ts';
import { PostedForms } from './posted-forms.ts';
import { RequestTimes } from './request-times.ts';
import type { SiteLoads } from './site-load.ts';
import type { Rooms } from './rooms.ts';
import { SampleLines } from './sample-lines.ts';
import type { SeenLine } from './seen-line.ts';
import type { FoundSign } from './signs-of-request.ts';
import { longestText } from './texts.ts';
import { GivenNames } from './user-names.ts';
import { loginTried } from './wordpress.ts';

const mostPaths = 1_000;
const answeredSigns: readonly Sign[] = ['secret-answered', 'shell-answered'];
/** What stands for a status that is none. */
const noStatus = 1_000;

/** What was answered to what. */
export interface Answered extends Pick<SeenLine, 'method' | 'status'> {
  readonly isAsset: boolean;
  readonly isFrontPage: boolean;
  readonly isShell: boolean;
}

/** What is written down of one address while lines come in any order; `result` reckons it up. */
export class AddressNotes {
  readonly address: IpAddress;
  #requests = 0;
  #assets = 0;
  #assetsServed = 0;
  #pagesServed = 0;
  #refusedByUs = 0;
  #redirects = 0;
  #frontPages = 0;
  #cronCalls = 0;
  #worksInAdmin = false;
  #firstEpoch = Infinity;
  #lastEpoch = -Infinity;
  readonly #statuses: NumberCounts;
  readonly #methods: NumberCounts;
  readonly #sites: NumberCounts;
  readonly #refusedPaths: NumberCounts;
  /** Null where nobody asks for them. */
  readonly #paths: NumberCounts | null;
  readonly #agents: NumberCounts;
  readonly #times: RequestTimes;
  readonly #signs = new Map<Sign, KeptHits>();
  readonly #logins: LoginOutcomes;
  readonly #users: GivenNames;
  readonly #forms = new PostedForms();
  readonly #samples: SampleLines;
  readonly #rooms: Rooms;

  constructor(address: IpAddress, rooms: Rooms, isInDetail: boolean) {
    this.address = address;
    this.#rooms = rooms;
    this.#statuses = new NumberCounts(rooms.names);
    this.#methods = new NumberCounts(rooms.names);
    this.#sites = new NumberCounts(rooms.names);
    this.#refusedPaths = new NumberCounts(rooms.names, mostPaths);
    this.#paths = isInDetail ? new NumberCounts(rooms.names, mostPaths) : null;
    this.#agents = new NumberCounts(rooms.names);
    this.#times = new RequestTimes(rooms.moments);
    this.#logins = new LoginOutcomes(rooms.logins, rooms.samples);
    this.#users = new GivenNames(rooms.names);
    this.#samples = new SampleLines(rooms.samples);
  }

  /** A request and what it is a sign of. `line` gives the raw line, if it is wanted. */
  addRequest(seen: SeenLine, signs: readonly FoundSign[], line: () => string): void {
    const { epoch, status, method, target, agent, load } = seen;
    const { facts, isFrontPage } = target;
    this.addTime(epoch, agent.number, 1);
    this.addAgent(agent.number, 1);
    this.addSite(load.number, load.name, 1);
    this.addAnswer({ method, status, isAsset: facts.isAsset, isFrontPage, isShell: facts.isShell }, 1);
    if (target.isCronCall) this.#cronCalls++;
    if (status === 200 && facts.page === '/') this.#rooms.answers.notePlain(load.name, seen.sizeBytes);
    if (status === 200 && facts.isAdminPage) this.#worksInAdmin = true;
    if (method === 'POST' && loginTried(facts.login, seen) === 'guess') this.#logins.add(epoch, load.name, status, line);
    if (!facts.isAsset) this.#forms.add(seen);
    if (seen.userName !== '') this.#users.add(seen.userName, status, facts.page);
    if (target.logged !== '') this.#addPath(facts.page, status);
    if (signs.length === 0 && !this.#samples.wantsOrdinary) return;
    for (const { sign, what, unlessEditor = false } of signs) {
      const text = { what, method: method.slice(0, longestText), agent: agent.text };
      this.#hitsOf(sign).add({ epoch, site: load.name, status, ...text, forgeable: false, sizeBytes: seen.sizeBytes, unlessEditor });
    }
    this.#samples.offer(
      signs.map(({ sign }) => sign),
      line,
    );
  }

  /** Whether ordinary requests, which are a sign of nothing, are wanted one by one; or else it is enough to be told how many they are. */
  get wantsOrdinary(): boolean {
    return this.#paths !== null || this.#samples.wantsOrdinary || this.#forms.wantsMore;
  }

  /** So many requests of one second with one user agent, by its number. All else of them is counted by the other three. */
  addTime(epoch: number, agent: number, requests: number): void {
    this.#requests += requests;
    this.#meet(epoch);
    this.#times.add(epoch, agent, requests);
  }

  addAgent(agent: number, requests: number): void {
    this.#agents.add(agent, requests);
  }

  addSite(number: number, name: string | null, requests: number): void {
    if (name !== null) this.#sites.add(number, requests);
  }

  addAnswer({ method, status, isAsset, isFrontPage, isShell }: Answered, requests: number): void {
    if (isAsset) {
      this.#assets += requests;
      if (status === 200 || status === 206 || status === 304) this.#assetsServed += requests;
    } else if (status !== null && status >= 200 && status < 400) this.#pagesServed += requests;
    if (status === 301 && !isShell) this.#redirects += requests;
    if (isFrontPage) this.#frontPages += requests;
    this.#statuses.add(status ?? noStatus, requests);
    if (method !== '') this.#methods.add(this.#rooms.methods.numberOf(method), requests);
  }

  /** Paths are numbered for those alone that somebody looks at. */
  #addPath(page: string, status: number | null): void {
    const isRefused = status !== null && status >= 400 && status < 500;
    if (!isRefused && this.#paths === null) return;
    const path = this.#rooms.paths.numberOf(page);
    if (isRefused) this.#refusedPaths.add(path);
    this.#paths?.add(path);
  }

  /** A request that one of our own blocks refused: it is counted, and is evidence of nothing. */
  addRefused({ epoch, agent }: SeenLine): void {
    this.#refusedByUs++;
    this.addTime(epoch, agent.number, 1);
    this.addAgent(agent.number, 1);
    this.#statuses.add(403);
  }

  /** A sign that an error log gives. */
  addSign(sign: Sign, hit: Hit, line: () => string): void {
    if (hit.epoch !== null) this.#meet(hit.epoch);
    this.#hitsOf(sign).add(hit);
    this.#samples.offer([sign], line);
  }

  result(agents: KnownAgents, sites: SiteLoads): AddressBehaviour {
    const { methods, paths } = this.#rooms;
    const pathOf = (number: number): string | null => (paths.isHash(number) ? null : paths.textOf(number));
    return new NotedBehaviour(this.#rooms.hand, {
      address: this.address,
      requests: this.#requests,
      firstEpoch: Number.isFinite(this.#firstEpoch) ? this.#firstEpoch : null,
      lastEpoch: Number.isFinite(this.#lastEpoch) ? this.#lastEpoch : null,
      assets: this.#assets,
      assetsServed: this.#assetsServed,
      pagesServed: this.#pagesServed,
      statuses: new NamedCounts(this.#statuses, statusName),
      methods: new NamedCounts(this.#methods, (number) => methods.textOf(number)),
      sites: new NamedCounts(this.#sites, (number) => sites.nameOf(number)),
      frontPages: this.#frontPages,
      cronCalls: this.#cronCalls,
      refusedPaths: new NamedCounts(this.#refusedPaths, pathOf),
      paths: this.#paths === null ? null : new NamedCounts(this.#paths, pathOf),
      agents: new NamedCounts(this.#agents, (number) => agents.textOf(number)),
      times: this.#times,
      signs: this.#provenSigns(),
      logins: this.#logins.result(),
      letInLines: () => this.#logins.lines(),
      userNames: this.#users.result(),
      forms: this.#forms,
      worksInAdmin: this.#worksInAdmin,
      refusedByUs: this.#refusedByUs,
      samples: this.#samples,
    });
  }

  #meet(epoch: number): void {
    if (epoch < this.#firstEpoch) this.#firstEpoch = epoch;
    if (epoch > this.#lastEpoch) this.#lastEpoch = epoch;
  }

  #hitsOf(sign: Sign): KeptHits {
    let hits = this.#signs.get(sign);
    if (hits === undefined) {
      hits = new KeptHits(this.#rooms.hits);
      this.#signs.set(sign, hits);
    }
    return hits;
  }

  /** Tells what was answered to whoever asked for secrets and shells: see `Answers`. */
  noteAnswers(): void {
    for (const sign of answeredSigns) this.#rooms.answers.note(this.#signs.get(sign)?.all() ?? []);
  }

  #provenSigns(): Partial<Record<Sign, SignHits>> {
    const proven: Partial<Record<Sign, SignHits>> = {};
    for (const sign of allSigns) {
      const kept = this.#signs.get(sign);
      const result = kept?.result(this.address, this.#proofOf(sign)) ?? null;
      if (result !== null) proven[sign] = result;
    }
    return proven;
  }

  /** Null: of each. */
  #proofOf(sign: Sign): ((hit: Hit) => boolean) | null {
    if (answeredSigns.includes(sign)) return (hit) => this.#rooms.answers.givenAway(hit, this.#redirects);
    return this.#worksInAdmin ? ({ unlessEditor }) => !unlessEditor : null;
  }
}

const statusName = (status: number): string => (status === noStatus ? '-' : String(status).padStart(3, '0'));
