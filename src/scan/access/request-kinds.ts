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

/** One literal in the order of `requestKinds`, field by field: there may be a million addresses. */
const byKind = (counts: Uint32Array): RequestsByKind => ({
  page: counts[0] ?? 0,
  asset: counts[1] ?? 0,
  login: counts[2] ?? 0,
  xmlrpc: counts[3] ?? 0,
  refusedScript: counts[4] ?? 0,
  userEnumeration: counts[5] ?? 0,
  withoutPage: counts[6] ?? 0,
  serverError: counts[7] ?? 0,
  suspect: counts[8] ?? 0,
  posting: counts[9] ?? 0,
  turnedAway: counts[10] ?? 0,
});

/** Requests of one address by kind, and what its user agents left behind. */
export interface AddressMarks {
  readonly kinds: RequestsByKind;
  /** At least so many different user agents: see `agent-mark.ts`. At most 31. */
  readonly fewestAgents: number;
  /** Whether one of them names a tool for attacks or carries one. */
  readonly namesTool: boolean;
}

const toolBit = 31;
const agentBits = 2 ** toolBit - 1;

/** From an address' numbers: its kinds in order, then the bits of its agents. */
export function marksOf(numbers: Uint32Array): AddressMarks {
  const bits = numbers[requestKinds.length] ?? 0;
  let agents = 0;
  // Takes the lowest bit away until none is left: most addresses have one.
  for (let left = bits & agentBits; left !== 0; left &= left - 1) agents++;
  return { kinds: byKind(numbers), fewestAgents: agents, namesTool: bits >>> toolBit === 1 };
}
