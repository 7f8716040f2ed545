import type { AccessReport, PageKey } from '../model/access-report.ts';
import type { ConnectionReport } from '../model/connection-report.ts';
import type { ErrorReport } from '../model/error-report.ts';
import type { IpAddress } from '../model/ip-address.ts';
import type { Problem } from '../model/problem.ts';
import type { Result } from '../model/result.ts';
import type { MachineFacts, SourcesReport } from '../model/sources-report.ts';
import type { WindowName } from '../model/time-window.ts';

export interface AccessQuestion {
  readonly window: WindowName;
  readonly key: PageKey;
  /** Only this domain. */
  readonly site: string | null;
  /** Only requests of this address. */
  readonly address: IpAddress | null;
  /** Only requests for this page, as the key names it. */
  readonly page: string | null;
  /** Length of each list; null = everything. */
  readonly top: number | null;
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

/** What the pages ask for. A host puts it together for its machine, panel and operator; tests put in their own. */
export interface Reviews {
  machine(): MachineFacts;
  connections(question: ConnectionQuestion): Promise<Result<ConnectionReport, Problem>>;
  access(question: AccessQuestion): Promise<AccessReport>;
  errors(question: ErrorQuestion): Promise<ErrorReport>;
  sources(): Promise<SourcesReport>;
}
