/**
 * Why something could not be read or done. Facts only: the sentence a person reads is made in `views/problem-text.ts`.
 * `path` is always the path as the operator knows it.
 */
export type Problem =
  | { readonly kind: 'not-found'; readonly path: string }
  | { readonly kind: 'permission-denied'; readonly path: string }
  | { readonly kind: 'is-a-link'; readonly path: string }
  | { readonly kind: 'not-a-regular-file'; readonly path: string }
  | { readonly kind: 'not-a-folder'; readonly path: string }
  | { readonly kind: 'foreign-owner'; readonly path: string; readonly ownerUid: number; readonly expectedUid: number }
  | { readonly kind: 'too-large'; readonly path: string; readonly sizeBytes: number; readonly limitBytes: number }
  | { readonly kind: 'too-many-entries'; readonly path: string; readonly limit: number }
  | { readonly kind: 'read-failed'; readonly path: string; readonly code: string }
  | { readonly kind: 'write-failed'; readonly path: string; readonly code: string }
  /** A folder that should be ours alone lets others in. */
  | { readonly kind: 'open-to-others'; readonly path: string }
  | { readonly kind: 'damaged-archive'; readonly path: string; readonly code: string }
  | { readonly kind: 'unknown-format'; readonly path: string; readonly expected: string }
  | { readonly kind: 'owners-incomplete'; readonly processesRead: number; readonly processes: number }
  /** The time allowed for one review was over before this file was read (to its end). */
  | { readonly kind: 'time-spent'; readonly path: string }
  /** The bytes allowed for one review were read before this file was (to its end). */
  | { readonly kind: 'bytes-spent'; readonly path: string; readonly limitBytes: number }
  | { readonly kind: 'program-missing'; readonly program: string }
  | { readonly kind: 'program-failed'; readonly program: string; readonly exitCode: number | null; readonly detail: string }
  | { readonly kind: 'program-timed-out'; readonly program: string; readonly timeoutMs: number }
  | { readonly kind: 'program-output-too-large'; readonly program: string; readonly limitBytes: number }
  /** A service that would have to do the work is there and does not run, or the part of it that is needed is off. */
  | { readonly kind: 'service-stopped'; readonly service: string; readonly detail: string }
  /** A foreign program or interface answered, but not as its documents say. */
  | { readonly kind: 'unexpected-answer'; readonly from: string; readonly detail: string }
  | { readonly kind: 'request-failed'; readonly to: string; readonly code: string }
  /** Another tool's list lets this address in, so that a block here would not hold. */
  | { readonly kind: 'on-allow-list'; readonly target: string; readonly list: string }
  /** It was written and is not found when read back. */
  | { readonly kind: 'not-confirmed'; readonly target: string; readonly where: string }
  /** Somebody else changed it between our look and our change; nothing was done. */
  | { readonly kind: 'changed-meanwhile'; readonly path: string }
  /** More of something is there than may be. */
  | { readonly kind: 'limit-reached'; readonly what: string; readonly limit: number }
  /** More of something came than is kept while reading, so that memory stays bounded. */
  | { readonly kind: 'not-all-kept'; readonly what: string; readonly limit: number }
  /** This place cannot do what was asked (a range, a time limit, an IPv6 address, a scope). */
  | { readonly kind: 'cannot-do'; readonly where: string; readonly what: string }
  | { readonly kind: 'bad-input'; readonly field: string; readonly got: string; readonly expected: string };

/** Several readings stumble over the same file: each problem once, in order. */
export const onlyOnce = (problems: readonly Problem[]): readonly Problem[] => [
  ...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values(),
];
