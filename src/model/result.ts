/**
 * The outcome of something that may be refused or fail for an expected reason.
 * Expected reasons are values; exceptions are bugs and are caught once, at the edge.
 */
export type Result<T, P> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: P };

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

export const failed = <P>(problem: P): { readonly ok: false; readonly problem: P } => ({ ok: false, problem });

/** Makes a `switch` over a union exhaustive at compile time. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
