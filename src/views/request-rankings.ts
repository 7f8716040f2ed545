import type { AccessReport } from '../model/access-report.ts';
import { type Identity, noIdentity, standsForOthers } from '../model/identity.ts';
import type { Verdict } from '../model/verdict-report.ts';
import { shortIdentityText } from './identity-text.ts';
import { count, counted } from './numbers.ts';
import {
  addressTarget,
  agentTarget,
  blockTargetFor,
  longerList,
  type PageQuestion,
  requestedPageTarget,
  siteTarget,
} from './page-target.ts';
import { type Ranking, ranking, type Tone } from './ranking.ts';
import { statusReason, statusTone } from './status-meaning.ts';
import { verdictText, verdictTone } from './verdict-words.ts';

const empty = 'No requests in this time.';

/** The most requested pages, the ones that stand out marked. */
export function pageRanking(report: AccessReport, here: PageQuestion): Ranking {
  return ranking(
    {
      id: 'pages',
      caption: here.page === 'address' ? 'Pages it asked for' : 'Most requested pages',
      keyHeading: 'Page',
      countHeading: 'Requests',
      empty,
    },
    report.pages.map((each) => ({
      key: each.page,
      count: each.requests,
      target: requestedPageTarget(each.page, here),
      mark: each.outlier ? 'stands out' : null,
      tone: each.outlier ? ('warn' as const) : null,
    })),
    { whole: report.parsed, distinct: report.distinct.pages, more: longerList(here), countErrorBound: report.countErrorBound.pages },
  );
}

/** What the mark on a page means, in one sentence; null when there was nothing to compare. */
export function outlierSentence(report: AccessReport): string | null {
  const mark = report.outlierMark;
  if (mark === null) return null;
  return (
    `“Stands out” marks a page asked for at least ten times as often as the other busy pages ` +
    `(${counted(mark.typicalRequests, 'request is', 'requests are')} typical here, so the mark begins at ${count(mark.fromRequests)}); ` +
    `front pages are left out, and so are images and styles as long as the pages that draw them in explain their number.`
  );
}

/**
 * @param identities who they are, by address, where that was looked up: nobody blocks a proxy that others come through
 * @param judged the verdict on those that were judged, where that was asked
 */
export function addressRanking(
  report: AccessReport,
  here: PageQuestion,
  identities: ReadonlyMap<string, Identity> = new Map(),
  judged: ReadonlyMap<string, Verdict> = new Map(),
): Ranking {
  const who = (address: string): Identity => identities.get(address) ?? noIdentity;
  return ranking(
    { id: 'request-addresses', caption: 'Requests by address', keyHeading: 'Address', countHeading: 'Requests', empty },
    report.addresses.map((each) => ({
      key: each.address,
      count: each.requests,
      target: addressTarget(each.address, here.window, here.site),
      block: standsForOthers(who(each.address)) ? null : blockTargetFor(each.address),
      remark: shortIdentityText(who(each.address)),
      ...markOf(judged.get(each.address)),
    })),
    {
      whole: report.parsed,
      distinct: report.distinct.addresses,
      more: longerList(here),
      countErrorBound: report.countErrorBound.addresses,
    },
  );
}

/** `Unknown` is what most visitors are, and says nothing beside an address. */
function markOf(verdict: Verdict | undefined): { readonly mark: string | null; readonly tone: Tone } {
  if (verdict === undefined || verdict === 'unknown') return { mark: null, tone: null };
  return { mark: verdictText[verdict], tone: verdictTone[verdict] };
}

export function siteRanking(report: AccessReport, here: PageQuestion): Ranking {
  return ranking(
    { id: 'sites', caption: here.page === 'overview' ? 'Sites under load' : 'Sites', keyHeading: 'Site', countHeading: 'Requests', empty },
    report.sites.map((each) => ({ key: each.site, count: each.requests, target: siteTarget(each.site, here.window) })),
    { whole: report.parsed, distinct: report.distinct.sites, more: longerList(here), countErrorBound: report.countErrorBound.sites },
  );
}

export function agentRanking(report: AccessReport, here: PageQuestion): Ranking {
  return ranking(
    { id: 'agents', caption: 'User agents', keyHeading: 'User agent', countHeading: 'Requests', empty, longestKey: 160 },
    report.agents.map((each) => ({ key: each.agent, count: each.requests, target: agentTarget(each.agent, here) })),
    { whole: report.parsed, distinct: report.distinct.agents, more: longerList(here), countErrorBound: report.countErrorBound.agents },
  );
}

export function statusRanking(report: AccessReport): Ranking {
  const statuses = byCount(report.statuses);
  return ranking(
    { id: 'statuses', caption: 'Answers', keyHeading: 'Status', countHeading: 'Requests', empty },
    statuses.map(([status, requests]) => ({
      key: status,
      count: requests,
      remark: statusReason(status),
      tone: statusTone(status),
    })),
    { whole: report.parsed, distinct: statuses.length, more: null, countErrorBound: 0 },
  );
}

export function methodRanking(report: AccessReport): Ranking {
  const methods = byCount(report.methods);
  return ranking(
    { id: 'methods', caption: 'Methods', keyHeading: 'Method', countHeading: 'Requests', empty },
    methods.map(([method, requests]) => ({ key: method, count: requests })),
    { whole: report.parsed, distinct: methods.length, more: null, countErrorBound: 0 },
  );
}

const byCount = (tally: Readonly<Record<string, number>>): [string, number][] => Object.entries(tally).sort(([, a], [, b]) => b - a);
