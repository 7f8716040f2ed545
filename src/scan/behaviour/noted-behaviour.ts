import type { AddressBehaviour, Sign, SignHits } from '../../model/behaviour.ts';
import type { IpAddress } from '../../model/ip-address.ts';
import { type Hand, ListAtHand } from './list-at-hand.ts';
import type { NamedCounts } from './named-counts.ts';
import type { PostedForms } from './posted-forms.ts';
import { type RequestTimes, stepSecondsOf, stepsOf } from './request-times.ts';
import type { SampleLines } from './sample-lines.ts';
import { mostWithin } from './sliding-window.ts';

const namesGiven = 20;
const mostSteps = 1_440;

/** What was written down of one address, reckoned up. */
export interface Noted
  extends Pick<
    AddressBehaviour,
    | 'requests'
    | 'firstEpoch'
    | 'lastEpoch'
    | 'assets'
    | 'assetsServed'
    | 'pagesServed'
    | 'frontPages'
    | 'cronCalls'
    | 'userNames'
    | 'worksInAdmin'
    | 'refusedByUs'
  > {
  readonly address: IpAddress;
  readonly statuses: NamedCounts;
  readonly methods: NamedCounts;
  readonly sites: NamedCounts;
  readonly refusedPaths: NamedCounts;
  readonly paths: NamedCounts | null;
  readonly agents: NamedCounts;
  readonly forms: PostedForms;
  readonly times: RequestTimes;
  readonly signs: Readonly<Partial<Record<Sign, SignHits>>>;
  readonly logins: Pick<AddressBehaviour, 'loginsAfterFailures' | 'loginsAtOnce'>;
  /** Of the logins that were let in after failures. */
  readonly letInLines: () => readonly string[];
  readonly samples: SampleLines;
}

/** Lists and tables are made when somebody looks at them: see {@link ListAtHand}. */
export class NotedBehaviour implements AddressBehaviour {
  readonly address: IpAddress;
  readonly requests: number;
  readonly firstEpoch: number | null;
  readonly lastEpoch: number | null;
  readonly assets: number;
  readonly assetsServed: number;
  readonly pagesServed: number;
  readonly mostPerMinute: number;
  readonly mostPerTenMinutes: number;
  readonly minuteSeconds: number;
  readonly mostAgentsPerMinute: number;
  readonly signs: AddressBehaviour['signs'];
  readonly loginsAfterFailures: AddressBehaviour['loginsAfterFailures'];
  readonly loginsAtOnce: number;
  readonly userNames: AddressBehaviour['userNames'];
  readonly frontPages: number;
  readonly cronCalls: number;
  readonly worksInAdmin: boolean;
  readonly refusedByUs: number;
  readonly #noted: Noted;
  readonly #sites: ListAtHand<AddressBehaviour['sites'][number]>;
  readonly #agents: ListAtHand<AddressBehaviour['agents'][number]>;
  readonly #refusedPaths: ListAtHand<AddressBehaviour['refusedPaths'][number]>;
  readonly #minutes: ListAtHand<AddressBehaviour['minutes'][number]>;

  constructor(hand: Hand, noted: Noted) {
    const { address, sites, agents, refusedPaths, times } = noted;
    const seconds = times.seconds();
    this.#noted = noted;
    this.#sites = new ListAtHand(hand, address, () => sites.top(namesGiven).map(({ name, count }) => ({ site: name, requests: count })));
    this.#agents = new ListAtHand(hand, address, () => agents.top(namesGiven).map(({ name, count }) => ({ agent: name, requests: count })));
    this.#refusedPaths = new ListAtHand(hand, address, () => topPaths(refusedPaths));
    this.#minutes = new ListAtHand(hand, address, () => stepsOf(times.seconds(), mostSteps));
    this.address = address;
    this.requests = noted.requests;
    this.firstEpoch = noted.firstEpoch;
    this.lastEpoch = noted.lastEpoch;
    this.assets = noted.assets;
    this.assetsServed = noted.assetsServed;
    this.pagesServed = noted.pagesServed;
    this.mostPerMinute = mostWithin(seconds, 60);
    this.mostPerTenMinutes = mostWithin(seconds, 600);
    this.minuteSeconds = stepSecondsOf(seconds, mostSteps);
    this.mostAgentsPerMinute = agents.distinct > 1 ? times.mostAgentsWithin(60) : agents.distinct;
    this.signs = noted.signs;
    this.loginsAfterFailures = noted.logins.loginsAfterFailures;
    this.loginsAtOnce = noted.logins.loginsAtOnce;
    this.userNames = noted.userNames;
    this.frontPages = noted.frontPages;
    this.cronCalls = noted.cronCalls;
    this.worksInAdmin = noted.worksInAdmin;
    this.refusedByUs = noted.refusedByUs;
  }

  get statuses(): AddressBehaviour['statuses'] {
    return this.#noted.statuses.asRecord();
  }

  get methods(): AddressBehaviour['methods'] {
    return this.#noted.methods.asRecord();
  }

  get sites(): AddressBehaviour['sites'] {
    return this.#sites.items;
  }

  get distinctSites(): number {
    return this.#noted.sites.distinct;
  }

  get agents(): AddressBehaviour['agents'] {
    return this.#agents.items;
  }

  get distinctAgents(): number {
    return this.#noted.agents.distinct;
  }

  get refusedPaths(): AddressBehaviour['refusedPaths'] {
    return this.#refusedPaths.items;
  }

  get distinctRefusedPaths(): number {
    return this.#noted.refusedPaths.distinct;
  }

  get paths(): AddressBehaviour['paths'] {
    return this.#noted.paths === null ? null : topPaths(this.#noted.paths);
  }

  get forms(): AddressBehaviour['forms'] {
    return this.#noted.forms.result();
  }

  get minutes(): AddressBehaviour['minutes'] {
    return this.#minutes.items;
  }

  get samples(): AddressBehaviour['samples'] {
    return this.#noted.samples.result(this.#noted.letInLines());
  }
}

const topPaths = (paths: NamedCounts): AddressBehaviour['refusedPaths'] =>
  paths.top(namesGiven).map(({ name, count }) => ({ path: name, requests: count }));
