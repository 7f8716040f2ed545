import type { AccessReport } from '../model/access-report.ts';
import type { Identity } from '../model/identity.ts';
import type { JudgedAddress } from '../model/verdict-report.ts';
import { accessCoverage, type Coverage } from './coverage.ts';
import { type EmptyState, noRequests } from './empty-state.ts';
import { type Figure, requestFigures } from './figures.ts';
import type { PageQuestion, PageTarget } from './page-target.ts';
import { type ForeignText, foreignText } from './printable.ts';
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

/** The most requested pages, or who asks for one of them, or who comes with one user agent. */
export interface PagesPage {
  readonly windows: readonly Choice[];
  readonly windowText: string;
  readonly keys: readonly Choice[];
  readonly figures: readonly Figure[];
  readonly coverage: Coverage;
  readonly sparkline: Sparkline | null;
  readonly title: string;
  /** What is looked at alone, and the way back: a page, a user agent, or both. */
  readonly subjects: readonly Subject[];
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
  /** Null when one user agent is looked at. */
  readonly agents: Ranking | null;
}

interface Subject extends ForeignText {
  readonly what: string;
  readonly all: PageTarget;
  readonly allText: string;
}

/** Who the addresses are, as far as that is known, and the verdicts where they were asked for. */
export interface Known {
  readonly identities: ReadonlyMap<string, Identity>;
  readonly verdicts: readonly Pick<JudgedAddress, 'address' | 'verdict'>[];
}

/** A form that asks for one site only. The other parameters go along as hidden fields. */
export interface SiteFilter {
  readonly site: string;
  readonly known: readonly string[];
  readonly kept: readonly { readonly name: string; readonly value: string }[];
  readonly clear: PageTarget | null;
}

export function pagesPage(here: PageQuestion, access: AccessReport, clock: Clock, known: Known): PagesPage {
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
    title: titleOf(here),
    subjects: subjectsOf(here),
    filter: siteFilter(here, access),
    empty: noRequests(access, here),
    pages: only === null ? pageRanking(access, here) : null,
    outlierSentence: only === null ? outlierSentence(access) : null,
    addresses: addressRanking(access, here, known.identities, new Map(known.verdicts.map(({ address, verdict }) => [address, verdict]))),
    sites: siteRanking(access, here),
    statuses: statusRanking(access),
    methods: methodRanking(access),
    agents: here.agent === null ? agentRanking(access, here) : null,
  };
}

function titleOf({ only, agent }: PageQuestion): string {
  if (only !== null) return agent === null ? 'Requests for one page' : 'Requests for one page with one user agent';
  return agent === null ? 'Pages' : 'Requests with one user agent';
}

function subjectsOf(here: PageQuestion): readonly Subject[] {
  const { only, agent } = here;
  return [
    ...(only === null ? [] : [{ what: 'Page', ...foreignText(only, longestSubject), all: { ...here, only: null }, allText: 'All pages' }]),
    ...(agent === null
      ? []
      : [{ what: 'User agent', ...foreignText(agent, longestSubject), all: { ...here, agent: null }, allText: 'All user agents' }]),
  ];
}

const longestSubject = 600;

function siteFilter(here: PageQuestion, access: AccessReport): SiteFilter {
  const kept = {
    page: here.page,
    window: here.window,
    key: here.key,
    ...(here.only === null ? {} : { only: here.only }),
    ...(here.agent === null ? {} : { agent: here.agent }),
  };
  return {
    site: here.site ?? '',
    known: access.sites.map((each) => each.site).filter((site) => site.includes('.')),
    kept: Object.entries(kept).map(([name, value]) => ({ name, value })),
    clear: here.site === null ? null : { ...here, site: null },
  };
}
