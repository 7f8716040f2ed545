import type { IdentityOf } from '../classify/judge/subjects.ts';
import type { Limits } from '../classify/limits.ts';
import type { ConnectionReport } from '../model/connection-report.ts';
import type { IpAddress } from '../model/ip-address.ts';
import type { MailSenders } from '../model/mail-senders.ts';
import type { Problem } from '../model/problem.ts';
import type { Result } from '../model/result.ts';
import type { MachineFacts } from '../model/sources-report.ts';
import type { JudgedAddress } from '../model/verdict-report.ts';
import type { AccessNeeds } from './review-access.ts';
import type { ErrorNeeds } from './review-errors.ts';
import type { VerdictQuestion, WatchMaker } from './reviews.ts';

/** What whoever reviews everything, or one address, brings and asks. */

/** What judging takes beside the logs. */
export interface JudgeNeeds {
  readonly identityOf: IdentityOf;
  readonly networkOf: (address: IpAddress) => JudgedAddress['network'];
  readonly ownAddresses: readonly IpAddress[];
  readonly limits: Limits;
  /** How busy the machine is; null for logs from elsewhere. */
  readonly machine: Pick<MachineFacts, 'cores' | 'loadAverage'> | null;
  /** Seconds since 1970; null for logs given by hand, which tell nothing of now. */
  readonly nowEpoch: number | null;
  /** Who handed mail to the mail server of this machine; asked where much goes out. */
  readonly mailSenders: () => MailSenders | null;
  /** Why it is not judged as somebody once set. */
  readonly problems: readonly Problem[];
  /** Whether a 403 of this address at this second was one of our own blocks at work. */
  readonly isRefusedByUs?: (address: string, epoch: number) => boolean;
}

export interface WholeNeeds {
  readonly access: AccessNeeds;
  readonly errors: ErrorNeeds;
  /** The sockets, with lists of that length; null where there are none to be read. */
  readonly connections: ((top: number) => Promise<Result<ConnectionReport, Problem>>) | null;
  readonly judging: JudgeNeeds;
  readonly watch?: WatchMaker | undefined;
}

export interface WholeQuestion extends VerdictQuestion {
  readonly key: 'target' | 'path';
  /** Length of all lists but that of verdicts, where nobody looks at them (those of everything take 100 MB); else as `top`. */
  readonly lists?: number;
}
