import type { VerdictReport } from '../../model/verdict-report.ts';
import { loginAttackCause, manyAttackersCause, manyConnectionsCause, oneAddressCause } from './attack-causes.ts';
import type { Case, Cause } from './case.ts';
import {
  breakInCause,
  findingCause,
  highLoadCause,
  mailCause,
  nothingReadCause,
  nothingWrong,
  siteAlarmCause,
  smallAttackCause,
  warningCause,
} from './other-causes.ts';
import { siteTroubleCause } from './site-trouble.ts';
import { crawlerCause, ownServerCause, proxyCause } from './traffic-causes.ts';

/**
 * What may be wrong with a server, in the order in which one thing explains another: a flood fills pools, so it comes before
 * the full pool; a full pool raises the load, so it comes before the load. What is no matter of load comes after what is.
 */
const causes: readonly Cause[] = [
  nothingReadCause,
  findingCause('forged-syn-flood'),
  findingCause('slowloris'),
  loginAttackCause,
  oneAddressCause,
  manyAttackersCause,
  findingCause('out-of-memory'),
  findingCause('conntrack-full'),
  findingCause('php-pool-full'),
  findingCause('web-server-full'),
  findingCause('accept-queue-full'),
  findingCause('php-not-running'),
  manyConnectionsCause,
  mailCause,
  crawlerCause,
  ownServerCause,
  proxyCause,
  breakInCause,
  highLoadCause,
  siteAlarmCause,
  smallAttackCause,
  warningCause,
  siteTroubleCause,
];

/** The one sentence on top: the first cause that applies. */
export function causeOf(known: Case): VerdictReport['cause'] {
  for (const cause of causes) {
    const said = cause(known);
    if (said !== null) return said;
  }
  return nothingWrong(known);
}
