import type { Problem } from '../../model/problem.ts';

type Fact = 'string' | 'number' | 'number or null';

/** The facts of each kind of problem. */
const factsByKind: { readonly [Kind in Problem['kind']]: Readonly<Record<Exclude<keyof Extract<Problem, { kind: Kind }>, 'kind'>, Fact>> } =
  {
    'not-found': { path: 'string' },
    'permission-denied': { path: 'string' },
    'is-a-link': { path: 'string' },
    'not-a-regular-file': { path: 'string' },
    'not-a-folder': { path: 'string' },
    'foreign-owner': { path: 'string', ownerUid: 'number', expectedUid: 'number' },
    'too-large': { path: 'string', sizeBytes: 'number', limitBytes: 'number' },
    'too-many-entries': { path: 'string', limit: 'number' },
    'read-failed': { path: 'string', code: 'string' },
    'write-failed': { path: 'string', code: 'string' },
    'open-to-others': { path: 'string' },
    'damaged-archive': { path: 'string', code: 'string' },
    'unknown-format': { path: 'string', expected: 'string' },
    'owners-incomplete': { processesRead: 'number', processes: 'number' },
    'time-spent': { path: 'string' },
    'bytes-spent': { path: 'string', limitBytes: 'number' },
    'program-missing': { program: 'string' },
    'program-failed': { program: 'string', exitCode: 'number or null', detail: 'string' },
    'program-timed-out': { program: 'string', timeoutMs: 'number' },
    'program-output-too-large': { program: 'string', limitBytes: 'number' },
    'service-stopped': { service: 'string', detail: 'string' },
    'unexpected-answer': { from: 'string', detail: 'string' },
    'request-failed': { to: 'string', code: 'string' },
    'on-allow-list': { target: 'string', list: 'string' },
    'not-confirmed': { target: 'string', where: 'string' },
    'changed-meanwhile': { path: 'string' },
    'limit-reached': { what: 'string', limit: 'number' },
    'not-all-kept': { what: 'string', limit: 'number' },
    'cannot-do': { where: 'string', what: 'string' },
    'bad-input': { field: 'string', got: 'string', expected: 'string' },
  };

/** Of each fact; a line of the journal has room for a few. */
const mostCharacters = 140;

/** A problem as a field of the journal: its kind and its facts. */
export const problemLine = (problem: Problem | null): string =>
  problem === null
    ? 'not known'
    : JSON.stringify(problem, (_, value: unknown) => (typeof value === 'string' ? value.slice(0, mostCharacters) : value));

/** The problem that such a field holds; what cannot be read as one is quoted in another. */
export function writtenProblem(text: string): Problem {
  try {
    const value: unknown = JSON.parse(text);
    if (isProblem(value)) return value;
  } catch {
    // Cut off, or of another version.
  }
  return { kind: 'unexpected-answer', from: 'that place', detail: text };
}

function isProblem(value: unknown): value is Problem {
  if (typeof value !== 'object' || value === null || !('kind' in value) || typeof value.kind !== 'string') return false;
  const facts: ReadonlyMap<string, Readonly<Record<string, Fact>>> = new Map(Object.entries(factsByKind));
  const wanted = facts.get(value.kind);
  return wanted !== undefined && Object.entries(wanted).every(([name, fact]) => isFact((value as Record<string, unknown>)[name], fact));
}

function isFact(value: unknown, fact: Fact): boolean {
  if (fact === 'number or null') return value === null || typeof value === 'number';
  return typeof value === fact;
}
