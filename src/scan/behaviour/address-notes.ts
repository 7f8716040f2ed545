import { type AddressBehaviour, type Sign, type SignHits, signs as allSigns } from '../../model/behaviour.ts';
import type { IpAddress } from '../../model/ip-address.ts';
import { BoundedNames } from './bounded-names.ts';
import { type Hit, KeptHits } from './kept-hits.ts';
import { InRow } from './in-row.ts';
import type { AgentFacts, KnownAgents } from './known-agents.ts';
import { LoginOutcomes } from './login-outcomes.ts';
import { RequestTimes, stepsOf } from './request-times.ts';
import type { Rooms } from './rooms.ts';
import { SampleLines } from './sample-lines.ts';
import type { FoundSign, SeenRequest } from './signs-of-request.ts';
import { mostWithin } from './sliding-window.ts';
import { longestText, type TargetFacts } from './target-facts.ts';

const mostSites = 200;
const mostPaths = 1_000;
const mostMethods = 64;
const namesGiven = 20;
const answeredSigns: readonly Sign[] = ['secret-answered', 'shell-answered'];
const mostSteps = 1_440;

/** What is written down of one address while lines come in any order; `result` reckons it up. */
export class AddressNotes {
  readonly address: IpAddress;
  readonly number: number;
  #requests = 0;
  #assets = 0;
  #pagesServed = 0;
  #refusedByUs = 0;
  #redirects = 0;
  #worksInAdmin = false;
  #firstEpoch = Infinity;
  #lastEpoch = -Infinity;
  readonly #statuses: BoundedNames;
  readonly #methods: BoundedNames;
  readonly #sites: BoundedNames;
  readonly #paths: BoundedNames;
  readonly #agents = new Map<number, number>();
  readonly #methodsInRow = new InRow<string>((method, requests) => {
    if (method !== '') this.#methods.add(method, requests);
  });
  readonly #sitesInRow = new InRow<string | null>((site, requests) => {
    if (site !== null) this.#sites.add(site, requests);
  });
  readonly #agentsInRow = new InRow<number>((number, requests) => {
    this.#agents.set(number, (this.#agents.get(number) ?? 0) + requests);
  });
  readonly #times: RequestTimes;
  readonly #signs = new Map<Sign, KeptHits>();
  readonly #logins: LoginOutcomes;
  readonly #samples = new SampleLines();
  readonly #rooms: Rooms;

  constructor(address: IpAddress, number: number, rooms: Rooms) {
    this.address = address;
    this.number = number;
    this.#rooms = rooms;
    this.#statuses = new BoundedNames(1_001, rooms.names);
    this.#methods = new BoundedNames(mostMethods, rooms.names);
    this.#sites = new BoundedNames(mostSites, rooms.names);
    this.#paths = new BoundedNames(mostPaths, rooms.names);
    this.#times = new RequestTimes(rooms.moments);
    this.#logins = new LoginOutcomes(rooms.logins);
  }

  /** A request and what it is a sign of. `line` gives the raw line, if it is wanted. */
  addRequest(
    epoch: number,
    request: SeenRequest,
    target: TargetFacts,
    agent: AgentFacts,
    signs: readonly FoundSign[],
    line: () => string,
  ): void {
    const { status, method, site } = request;
    this.#requests++;
    this.#meet(epoch);
    if (target.isAsset) this.#assets++;
    else if (status !== null && status >= 200 && status < 400) this.#pagesServed++;
    if (status === 301 && !target.isShell) this.#redirects++;
    if (status === 200 && target.page === '/') this.#rooms.answers.notePlain(site, request.sizeBytes);
    if (status === 200 && target.isAdminPage) this.#worksInAdmin = true;
    if (target.login === 'guess' && method === 'POST') this.#logins.add(epoch, site, status);
    this.#statuses.add(statusName(status));
    this.#methodsInRow.add(method);
    this.#sitesInRow.add(site);
    if (request.target !== '') this.#paths.add(target.page);
    this.#agentsInRow.add(agent.number);
    this.#times.add(epoch, agent.number);
    if (signs.length === 0 && !this.#samples.wantsOrdinary) return;
    for (const { sign, what, unlessEditor = false } of signs) {
      const text = { what, method: method.slice(0, longestText), agent: agent.text };
      this.#hitsOf(sign).add({ epoch, site, status, ...text, forgeable: false, sizeBytes: request.sizeBytes, unlessEditor });
    }
    this.#samples.offer(
      signs.map(({ sign }) => sign),
      line,
    );
  }

  /** A request that one of our own blocks refused: it is counted, and is evidence of nothing. */
  addRefused(epoch: number, agent: AgentFacts): void {
    this.#requests++;
    this.#refusedByUs++;
    this.#meet(epoch);
    this.#statuses.add('403');
    this.#times.add(epoch, agent.number);
    this.#agentsInRow.add(agent.number);
  }

  /** A sign that an error log gives. */
  addSign(sign: Sign, hit: Hit, line: () => string): void {
    if (hit.epoch !== null) this.#meet(hit.epoch);
    this.#hitsOf(sign).add(hit);
    this.#samples.offer([sign], line);
  }

  result(agents: KnownAgents): AddressBehaviour {
    for (const inRow of [this.#methodsInRow, this.#sitesInRow, this.#agentsInRow]) inRow.end();
    const seconds = this.#times.seconds();
    const steps = stepsOf(seconds, mostSteps);
    return {
      address: this.address,
      requests: this.#requests,
      firstEpoch: Number.isFinite(this.#firstEpoch) ? this.#firstEpoch : null,
      lastEpoch: Number.isFinite(this.#lastEpoch) ? this.#lastEpoch : null,
      assets: this.#assets,
      pagesServed: this.#pagesServed,
      mostPerMinute: mostWithin(seconds, 60),
      mostPerTenMinutes: mostWithin(seconds, 600),
      statuses: this.#statuses.asRecord(),
      methods: this.#methods.asRecord(),
      sites: this.#sites.top(namesGiven).map(({ name, requests }) => ({ site: name, requests })),
      distinctSites: this.#sites.distinct,
      agents: this.#topAgents(agents),
      distinctAgents: this.#agents.size,
      mostAgentsPerMinute: this.#agents.size > 1 ? this.#times.mostAgentsWithin(60) : this.#agents.size,
      paths: this.#paths.top(namesGiven).map(({ name, requests }) => ({ path: name, requests })),
      distinctPaths: this.#paths.distinct,
      signs: this.#provenSigns(),
      ...this.#logins.result(),
      worksInAdmin: this.#worksInAdmin,
      refusedByUs: this.#refusedByUs,
      minuteSeconds: steps.minuteSeconds,
      get minutes() {
        return steps.minutes;
      },
      samples: this.#samples.result(),
    };
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

  #topAgents(agents: KnownAgents): AddressBehaviour['agents'] {
    return [...this.#agents]
      .map(([number, requests]) => ({ agent: agents.textOf(number), requests }))
      .sort((a, b) => b.requests - a.requests || (a.agent < b.agent ? -1 : 1))
      .slice(0, namesGiven);
  }

  /** Tells what was answered to whoever asked for secrets and shells: see `Answers`. */
  noteAnswers(): void {
    for (const sign of answeredSigns) this.#rooms.answers.note(this.#signs.get(sign)?.all() ?? []);
  }

  #provenSigns(): Partial<Record<Sign, SignHits>> {
    const proven: Partial<Record<Sign, SignHits>> = {};
    for (const sign of allSigns) {
      const kept = this.#signs.get(sign);
      const result = kept?.result(this.#proofOf(sign)) ?? null;
      if (result !== null) proven[sign] = result;
    }
    return proven;
  }

  #proofOf(sign: Sign): (hit: Hit) => boolean {
    if (answeredSigns.includes(sign)) return (hit) => this.#rooms.answers.givenAway(hit, this.#redirects);
    return ({ unlessEditor }) => !unlessEditor || !this.#worksInAdmin;
  }
}

const statusNames = Array.from({ length: 1_000 }, (_, status) => String(status).padStart(3, '0'));
const statusName = (status: number | null): string => (status === null ? '-' : (statusNames[status] ?? '-'));
