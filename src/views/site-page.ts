import type { AccessReport } from '../model/access-report.ts';
import type { ErrorReport } from '../model/error-report.ts';
import type { Identity } from '../model/identity.ts';
import type { VerdictReport } from '../model/verdict-report.ts';
import { accessCoverage, type Coverage, errorCoverage } from './coverage.ts';
import { type EmptyState, noErrors, noRequests } from './empty-state.ts';
import { type ErrorLists, errorLists } from './error-groups.ts';
import { type Figure, requestFigures } from './figures.ts';
import type { PageQuestion, PageTarget } from './page-target.ts';
import { printable } from './printable.ts';
import type { Ranking } from './ranking.ts';
import { addressRanking, agentRanking, methodRanking, outlierSentence, pageRanking, statusRanking } from './request-rankings.ts';
import { type Sparkline, sparkline } from './sparkline.ts';
import { type VerdictSection, verdictSection } from './suspects.ts';
import type { Clock } from './times.ts';
import { type Choice, windowChoices, windowText } from './window-text.ts';

/** Everything about one domain. */
export interface SitePage {
  readonly site: string;
  readonly windows: readonly Choice[];
  readonly windowText: string;
  /** On what was asked of this site alone. */
  readonly verdicts: VerdictSection;
  readonly figures: readonly Figure[];
  readonly requestCoverage: Coverage;
  readonly errorCoverage: Coverage;
  readonly sparkline: Sparkline | null;
  readonly pages: Ranking;
  readonly outlierSentence: string | null;
  readonly addresses: Ranking;
  readonly statuses: Ranking;
  readonly methods: Ranking;
  readonly agents: Ranking;
  readonly errors: ErrorLists;
  readonly noRequests: EmptyState | null;
  readonly noErrors: EmptyState | null;
  /** The same site on the page of all pages, where the list can be filtered further. */
  readonly asPages: PageTarget;
}

export interface SiteAnswers {
  readonly access: AccessReport;
  readonly errors: ErrorReport;
  readonly verdicts: VerdictReport;
  readonly identities: ReadonlyMap<string, Identity>;
}

export function sitePage(
  here: PageQuestion & { readonly site: string },
  { access, errors, verdicts, identities }: SiteAnswers,
  clock: Clock,
): SitePage {
  return {
    site: printable(here.site),
    windows: windowChoices(here),
    windowText: windowText[here.window],
    verdicts: verdictSection(verdicts, here.window, [access, errors]),
    figures: requestFigures(access),
    requestCoverage: accessCoverage(access, clock),
    errorCoverage: errorCoverage(errors, clock),
    sparkline: sparkline(access, clock),
    pages: pageRanking(access, here),
    outlierSentence: outlierSentence(access),
    addresses: addressRanking(access, here, identities),
    statuses: statusRanking(access),
    methods: methodRanking(access),
    agents: agentRanking(access, here),
    errors: errorLists(errors, clock, identities),
    noRequests: noRequests(access, here),
    noErrors: noErrors(errors, here),
    asPages: { page: 'pages', site: here.site, window: here.window },
  };
}
