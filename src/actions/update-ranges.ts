import { listRefusal } from '../classify/identity/list-refusal.ts';
import type { IpRange } from '../model/ip-address.ts';
import type { KnownService, SavedList, SavedLists } from '../model/known-service.ts';
import type { Problem } from '../model/problem.ts';
import type { RangesReport, UpdatedList } from '../model/ranges-report.ts';
import type { Result } from '../model/result.ts';

export interface UpdateNeeds {
  /** With the lists in use now. */
  readonly services: readonly KnownService[];
  /** What was saved before. */
  readonly saved: SavedLists;
  readonly fetchList: (service: KnownService) => Promise<Result<readonly IpRange[], Problem>>;
  readonly save: (lists: SavedLists) => Result<null, Problem>;
  /** ISO 8601. */
  readonly takenAt: string;
}

const atOnce = 4;

/**
 * Fetches the lists of all services that publish one, and saves those that can be trusted; of the others the one in use stays.
 * Says of every list what became of it.
 */
export async function updateRanges({ services, saved, fetchList, save, takenAt }: UpdateNeeds): Promise<RangesReport> {
  const listed = services.filter(({ ranges }) => ranges.length > 0);
  const date = takenAt.slice(0, 10);
  const fetched = await eachAtOnce(listed, async (service) => ({
    service,
    answer: service.refresh.length === 0 ? null : judged(service, await fetchList(service)),
  }));
  const fresh = fetched.flatMap(({ service, answer }): [string, SavedList][] =>
    answer?.ok === true ? [[service.id, { date, ranges: answer.value }]] : [],
  );
  const written: Result<null, Problem> = fresh.length === 0 ? { ok: true, value: null } : save(new Map([...saved, ...fresh]));
  const problem = written.ok ? null : written.problem;
  return { takenAt, lists: fetched.map(({ service, answer }) => updatedList(service, answer, date, problem)), problem };
}

type Judged = Result<readonly IpRange[], NonNullable<UpdatedList['why']>>;

function judged(service: KnownService, answer: Result<readonly IpRange[], Problem>): Judged {
  if (!answer.ok) return answer;
  const refusal = listRefusal(service.ranges, answer.value);
  return refusal === null ? answer : { ok: false, problem: refusal };
}

function updatedList(service: KnownService, answer: Judged | null, date: string, notSaved: Problem | null): UpdatedList {
  const prefixes = service.ranges.length;
  const old = { service: service.name, publisher: service.publisher, date: service.date, prefixes, prefixesBefore: prefixes };
  if (answer === null) return { ...old, outcome: 'by-hand', why: null };
  if (!answer.ok) return { ...old, outcome: 'kept', why: answer.problem };
  if (notSaved !== null) return { ...old, outcome: 'kept', why: notSaved };
  const outcome = isSame(service.ranges, answer.value) ? 'confirmed' : 'taken';
  return { ...old, outcome, date, prefixes: answer.value.length, why: null };
}

function isSame(one: readonly IpRange[], other: readonly IpRange[]): boolean {
  const known = new Set(one);
  return one.length === other.length && other.every((range) => known.has(range));
}

/** Does work for all, a few at a time; answers in the order of `all`. */
async function eachAtOnce<One, Answer>(all: readonly One[], work: (one: One) => Promise<Answer>): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  const rest = all.entries();
  const worker = async (): Promise<void> => {
    for (const [at, one] of rest) answers[at] = await work(one);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return answers;
}
