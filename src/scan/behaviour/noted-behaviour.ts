import type { AddressBehaviour, Sign, SignHits } from '../../model/behaviour.ts';
import type { IpAddress } from '../../model/ip-address.ts';
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
  readonly samples: SampleLines;
}

/** Lists and tables are made when somebody looks at them, each time anew: those of thousands of addresses at once take 100 MB. */
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

  constructor(noted: Noted) {
    const { agents, times } = noted;
    const seconds = times.seconds();
    this.#noted = noted;
    this.address = noted.address;
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
    return this.#noted.sites.top(namesGiven).map(({ name, count }) => ({ site: name, requests: count }));
  }

  get distinctSites(): number {
    return this.#noted.sites.distinct;
  }

  get agents(): AddressBehaviour['agents'] {
    return this.#noted.agents.top(namesGiven).map(({ name, count }) => ({ agent: name, requests: count }));
  }

  get distinctAgents(): number {
    return this.#noted.agents.distinct;
  }

  get refusedPaths(): AddressBehaviour['refusedPaths'] {
    return topPaths(this.#noted.refusedPaths);
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
    return stepsOf(this.#noted.times.seconds(), mostSteps);
  }

  get samples(): AddressBehaviour['samples'] {
    return this.#noted.samples.result();
  }
}

const topPaths = (paths: NamedCounts): AddressBehaviour['refusedPaths'] =>
  paths.top(namesGiven).map(({ name, count }) => ({ path: name, requests: count }));
