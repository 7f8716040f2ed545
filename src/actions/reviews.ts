import type { AccessReport, PageKey } from '../model/access-report.ts';
import type { ConnectionReport } from '../model/connection-report.ts';
import type { ErrorReport } from '../model/error-report.ts';
import type { Identity } from '../model/identity.ts';
import type { IpAddress } from '../model/ip-address.ts';
import type { Problem } from '../model/problem.ts';
import type { Result } from '../model/result.ts';
import type { MachineFacts, SourcesReport } from '../model/sources-report.ts';
import type { WindowName } from '../model/time-window.ts';
import type { AddressDetail, VerdictReport } from '../model/verdict-report.ts';

export interface AccessQuestion {
  readonly window: WindowName;
  readonly key: PageKey;
  /** Only this domain. */
  readonly site: string | null;
  /** Only requests of this address. */
  readonly address: IpAddress | null;
  /** Only requests for this page, as the key names it. */
  readonly page: string | null;
  /** Only requests with this user agent, as the lists of an answer spell it. */
  readonly agent?: string | null;
  /** Length of each list; null = everything. */
  readonly top: number | null;
  /** Leave out logs whose addresses whoever runs programs on this server can have made up. */
  readonly onlyProof?: boolean;
  /** Count pages alone, in half the time: the other lists of the answer are empty. */
  readonly onlyPages?: boolean;
}

export interface ConnectionQuestion {
  /** Length of each list; null = everything. */
  readonly top: number | null;
  /** Only connections with this address. */
  readonly address: IpAddress | null;
}

export interface ErrorQuestion {
  readonly window: WindowName;
  readonly site: string | null;
  readonly address: IpAddress | null;
  readonly top: number | null;
}

/** Who waits for an answer. */
export interface Watch {
  readonly onProgress: (done: ReadingProgress) => void;
  /** True when nobody waits any more: what was found by then is given back at once. */
  readonly shouldStop: () => boolean;
}

/** Who waits for each of several readings; the name is what a person calls it: `Access logs`. */
export type WatchMaker = (what: string) => Watch;

export interface ReadingProgress {
  readonly filesDone: number;
  readonly files: number;
  readonly bytes: number;
  /** As far as is known. */
  readonly bytesInAll?: number;
}

export interface VerdictQuestion {
  readonly window: WindowName;
  /** Only this domain. */
  readonly site: string | null;
  /** Length of each list; null = everything. */
  readonly top: number | null;
}

/** The reviews that an overview stands on, read once, and what is made of them. */
export interface WholeReview {
  readonly connections: Result<ConnectionReport, Problem>;
  readonly access: AccessReport;
  readonly errors: ErrorReport;
  readonly verdicts: VerdictReport;
  /** Who the addresses in the lists are, connected or in logs; of very long lists only the first. */
  readonly identities: ReadonlyMap<string, Identity>;
}

/** What the pages ask for. A host puts it together for its machine, panel and operator; tests put in their own. */
export interface Reviews {
  machine(): MachineFacts;
  connections(question: ConnectionQuestion): Promise<Result<ConnectionReport, Problem>>;
  access(question: AccessQuestion, watch?: Watch): Promise<AccessReport>;
  errors(question: ErrorQuestion, watch?: Watch): Promise<ErrorReport>;
  sources(): Promise<SourcesReport>;
  /**
   * Who addresses are, at once: by published ranges and by what DNS said earlier. `agents`: user agents that all of them came with.
   * What is no address, and whoever is nobody known, is left out.
   */
  identities(addresses: readonly string[], agents: readonly string[]): Promise<ReadonlyMap<string, Identity>>;
  /** Everything the overview shows. */
  whole(question: VerdictQuestion & { readonly key: PageKey }, watch?: WatchMaker): Promise<WholeReview>;
  /** The verdict on one address, whatever it did or did not do. */
  address(address: IpAddress, window: WindowName, watch?: WatchMaker): Promise<AddressDetail>;
}
