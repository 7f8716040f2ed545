import type { AccessReport } from '../model/access-report.ts';
import { accessCoverage, type Coverage } from './coverage.ts';
import { type EmptyState, noRequests } from './empty-state.ts';
import { type Figure, requestFigures } from './figures.ts';
import type { PageQuestion, PageTarget } from './page-target.ts';
import { cutInTheMiddle } from './printable.ts';
import type { Ranking } from './ranking.ts';
import {
  addressRanking,
  agentRanking,
  methodRanking,
  outlierSentence,
  pageRanking,
  siteRanking,
  statusRanking,
} from './request-rankings.ts';
import { type Sparkline, sparkline } from './sparkline.ts';
import type { Clock } from './times.ts';
import { type Choice, windowChoices, windowText } from './window-text.ts';

/** The most requested pages, or who asks for one of them. */
export interface PagesPage {
  readonly windows: readonly Choice[];
  readonly windowText: string;
  readonly keys: readonly Choice[];
  readonly figures: readonly Figure[];
  readonly coverage: Coverage;
  readonly sparkline: Sparkline | null;
  /** The one page that is looked at; null when all are. */
  readonly only: string | null;
  /** Back to all pages. */
  readonly all: PageTarget;
  readonly filter: SiteFilter;
  /** Said instead of the tables. */
  readonly empty: EmptyState | null;
  /** Null when one page is looked at. */
  readonly pages: Ranking | null;
  readonly outlierSentence: string | null;
  readonly addresses: Ranking;
  readonly sites: Ranking;
  readonly statuses: Ranking;
  readonly methods: Ranking;
  readonly agents: Ranking;
}

/** A form that asks for one site only. The other parameters go along as hidden fields. */
export interface SiteFilter {
  readonly site: string;
  readonly known: readonly string[];
  readonly kept: readonly { readonly name: string; readonly value: string }[];
  readonly clear: PageTarget | null;
}

export function pagesPage(here: PageQuestion, access: AccessReport, clock: Clock): PagesPage {
  const only = here.only;
  return {
    windows: windowChoices(here),
    windowText: windowText[here.window],
    keys: [
      {
        text: 'With query',
        label: 'Pages as they were asked for, with the query',
        target: { ...here, key: 'target', only: null },
        current: here.key === 'target',
      },
      {
        text: 'Path only',
        label: 'Pages by their path, without the query',
        target: { ...here, key: 'path', only: null },
        current: here.key === 'path',
      },
    ],
    figures: requestFigures(access),
    coverage: accessCoverage(access, clock),
    sparkline: sparkline(access, clock),
    only: only === null ? null : cutInTheMiddle(only, 2000),
    all: { ...here, only: null },
    filter: siteFilter(here, access),
    empty: noRequests(access, here),
    pages: only === null ? pageRanking(access, here) : null,
    outlierSentence: only === null ? outlierSentence(access) : null,
    addresses: addressRanking(access, here),
    sites: siteRanking(access, here),
    statuses: statusRanking(access),
    methods: methodRanking(access),
    agents: agentRanking(access, here),
  };
}

function siteFilter(here: PageQuestion, access: AccessReport): SiteFilter {
  const kept = { page: here.page, window: here.window, key: here.key, ...(here.only === null ? {} : { only: here.only }) };
  return {
    site: here.site ?? '',
    known: access.sites.map((each) => each.site).filter((site) => site.includes('.')),
    kept: Object.entries(kept).map(([name, value]) => ({ name, value })),
    clear: here.site === null ? null : { ...here, site: null },
  };
}
