import type { ErrorReport } from '../model/error-report.ts';
import type { Identity } from '../model/identity.ts';
import { type Coverage, errorCoverage } from './coverage.ts';
import { type EmptyState, noErrors } from './empty-state.ts';
import { type ErrorLists, errorLists } from './error-groups.ts';
import { longerList, type PageQuestion, type PageTarget } from './page-target.ts';
import { listEnd } from './ranking.ts';
import type { Clock } from './times.ts';
import { type Choice, windowChoices, windowText } from './window-text.ts';

/** Error logs, grouped by what happened. */
export interface ErrorsPage {
  readonly windows: readonly Choice[];
  readonly windowText: string;
  /** What the list is limited to, in words, and the way back; null when it is not. */
  readonly limit: { readonly text: string; readonly clear: PageTarget } | null;
  readonly coverage: Coverage;
  readonly errors: ErrorLists;
  readonly noErrors: EmptyState | null;
  readonly shown: string | null;
  readonly more: PageTarget | null;
}

/** @param identities who the clients are, as far as that is known */
export function errorsPage(here: PageQuestion, report: ErrorReport, clock: Clock, identities: ReadonlyMap<string, Identity>): ErrorsPage {
  const limit = [here.site, here.address].filter((each) => each !== null).join(' and ');
  return {
    windows: windowChoices(here),
    windowText: windowText[here.window],
    limit: limit === '' ? null : { text: limit, clear: { page: 'errors', window: here.window } },
    coverage: errorCoverage(report, clock),
    errors: errorLists(report, clock, identities),
    noErrors: noErrors(report, here),
    ...listEnd(report.groups.length, report.distinctGroups, longerList(here)),
  };
}
