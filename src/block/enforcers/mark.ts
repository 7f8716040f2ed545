/**
 * What stands in a firewall's comment beside a block of ours: its id, and when it ends. Kernels and programs tell only how
 * many seconds are left, in steps of their own; the end as ordered stays exact here. Nothing else is ever written there.
 */
export interface Mark {
  readonly id: string;
  /** Seconds since 1970; null = permanent. */
  readonly untilEpoch: number | null;
}

const idShape = /^b-[\da-f]{16}$/;
const markShape = /^(b-[\da-f]{16})(?: until (\d{1,12}))?$/;

export const isOurId = (text: string): boolean => idShape.test(text);

export const markText = ({ id, untilEpoch }: Mark): string => (untilEpoch === null ? id : `${id} until ${Math.floor(untilEpoch)}`);

/** The mark a comment is; null when it is another's. */
export function readMark(text: string): Mark | null {
  const [, id, until] = markShape.exec(text) ?? [];
  return id === undefined ? null : { id, untilEpoch: until === undefined ? null : Number(until) };
}
