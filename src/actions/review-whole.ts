import type { AccessReport } from '../model/access-report.ts';
import type { Behaviours } from '../model/behaviour.ts';
import type { Identity } from '../model/identity.ts';
import { parseIpAddress } from '../model/ip-address.ts';
import { ok } from '../model/result.ts';
import type { VerdictReport } from '../model/verdict-report.ts';
import { onlyOnce } from '../model/problem.ts';
import { cutConnections, cutErrors } from './cut-reports.ts';
import { judgementOf, type Read, wasRead } from './judge-reading.ts';
import { lookClosely, peersJudged, peersToLookAt } from './look-closely.ts';
import { type AccessNeeds, reviewAccessClosely } from './review-access.ts';
import { type ErrorNeeds, reviewErrors } from './review-errors.ts';
import type { WatchMaker, WholeReview } from './reviews.ts';
import type { JudgeNeeds, WholeNeeds, WholeQuestion } from './whole-needs.ts';

/** `connections` is null where there are none to be read. */
export type ReviewedWhole = Omit<WholeReview, 'connections'> & { readonly connections: WholeReview['connections'] | null };

/** Reads sockets and logs, looks closely at whoever stands out, and judges: everything that an overview shows. */
export async function reviewWhole(needs: WholeNeeds, question: WholeQuestion): Promise<ReviewedWhole> {
  const { window, site, key, top } = question;
  const lists = question.lists ?? top;
  const connections = needs.connections === null ? null : await needs.connections(peersJudged);
  const table = connections?.ok === true ? connections.value : null;
  const errors = await reviewErrors(watched(needs.errors, needs.watch, 'Error logs'), { window, site, address: null, top: null });
  const reviewed = await reviewAccessClosely(
    watched(needs.access, needs.watch, 'Access logs'),
    { window, key, top: lists, site, address: null, page: null },
    { named: peersToLookAt(table) },
  );
  const read = await lookClosely(needs, question, reviewed.span, reviewed.candidates);
  const shown = table === null ? null : cutConnections(table, lists);
  return {
    connections: shown === null ? connections : ok(shown),
    access: reviewed.report,
    errors: cutErrors(errors, lists),
    verdicts: verdictsOf(needs, { table, errors, read, accessLogsRead: wasRead(reviewed.report) }, reviewed.report, top),
    identities: identitiesOf([...(shown?.byAddress ?? []), ...reviewed.report.addresses], read.behaviours, needs.judging),
  };
}

const watched = <Needs extends AccessNeeds | ErrorNeeds>(needs: Needs, watch: WatchMaker | undefined, what: string): Needs => {
  if (watch === undefined) return needs;
  const { onProgress, shouldStop } = watch(what);
  const stop = needs.shouldStop;
  return { ...needs, onProgress, shouldStop: () => shouldStop() || (stop?.() ?? false) };
};

/** Nobody looks at longer lists, and programs find the judged ones among the verdicts. */
const mostIdentities = 2_000;

function identitiesOf(
  addresses: readonly { readonly address: string }[],
  behaviours: Behaviours,
  { identityOf }: JudgeNeeds,
): ReadonlyMap<string, Identity> {
  const listed = addresses.slice(0, mostIdentities);
  const wanted = new Set(listed.map(({ address }) => address));
  // Lists of agents are made when somebody looks, so only those that are needed.
  const agents = new Map(behaviours.addresses.flatMap((one) => (wanted.has(one.address) ? [[one.address as string, one.agents]] : [])));
  return new Map(
    listed.flatMap(({ address }): [string, Identity][] => {
      const parsed = parseIpAddress(address);
      const known = (agents.get(address) ?? []).map(({ agent }) => agent);
      return parsed === undefined ? [] : [[address, identityOf(parsed, known, null)]];
    }),
  );
}

function verdictsOf({ judging, access: { windowEnd } }: WholeNeeds, read: Read, access: AccessReport, top: number | null): VerdictReport {
  return {
    takenAt: windowEnd.at === 'now' ? new Date(windowEnd.epoch * 1000).toISOString() : null,
    window: { name: access.window.name, from: access.window.from ?? access.from, to: access.window.to ?? access.to },
    ...judgementOf(judging, read, top),
    totals: { connections: read.table?.total ?? null, requests: access.parsed, errorLines: read.errors.lines },
    problems: onlyOnce([
      ...access.files.flatMap(({ problem }) => problem ?? []),
      ...read.errors.files.flatMap(({ problem }) => problem ?? []),
      ...read.read.problems,
      ...judging.problems,
    ]),
  };
}
