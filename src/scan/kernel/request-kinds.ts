/** Kinds of requests, in the kernel's order; what each one means stands in `assembly/kinds.ts`. */
export const requestKinds = ['page', 'asset', 'login', 'xmlrpc', 'refusedScript', 'userEnumeration', 'withoutPage', 'serverError'] as const;
export type RequestKind = (typeof requestKinds)[number];

/** Requests of each kind. Together they are the requests of the address, as long as its count is exact. */
export type RequestsByKind = Readonly<Record<RequestKind, number>>;

export const byKind = (counts: Uint32Array): RequestsByKind =>
  Object.fromEntries(requestKinds.map((kind, at) => [kind, counts[at] ?? 0])) as RequestsByKind;
