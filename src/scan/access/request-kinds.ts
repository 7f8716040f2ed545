/** Kinds of requests, in the kernel's order; what each one means stands in `kernel/assembly/kinds.ts`. */
export const requestKinds = [
  'page',
  'asset',
  'login',
  'xmlrpc',
  'refusedScript',
  'userEnumeration',
  'withoutPage',
  'serverError',
  'suspect',
  'posting',
  'turnedAway',
] as const;
export type RequestKind = (typeof requestKinds)[number];

/** Requests of each kind. Together they are the requests of the address, as long as its count is exact. */
export type RequestsByKind = Readonly<Record<RequestKind, number>>;

/** A plain loop: there may be a million addresses. */
function byKind(counts: Uint32Array): RequestsByKind {
  const kinds: Partial<Record<RequestKind, number>> = {};
  let at = 0;
  for (const kind of requestKinds) kinds[kind] = counts[at++] ?? 0;
  return kinds as RequestsByKind;
}

/** Requests of one address by kind, and what its user agents left behind. */
export interface AddressMarks {
  readonly kinds: RequestsByKind;
  /** At least so many different user agents: see `agent-mark.ts`. At most 31. */
  readonly fewestAgents: number;
  /** Whether one of them names a tool for attacks or carries one. */
  readonly namesTool: boolean;
}

const toolBit = 31;

/** From an address' numbers: its kinds in order, then the bits of its agents. */
export function marksOf(numbers: Uint32Array): AddressMarks {
  const bits = numbers[requestKinds.length] ?? 0;
  let agents = 0;
  for (let bit = 0; bit < toolBit; bit++) if ((bits >>> bit) % 2 === 1) agents++;
  return { kinds: byKind(numbers), fewestAgents: agents, namesTool: bits >>> toolBit === 1 };
}
