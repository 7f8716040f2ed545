/** The spans of time a review may look at. */
export const windowNames = ['15m', '1h', '24h', 'all'] as const;
export type WindowName = (typeof windowNames)[number];

/** Seconds a window reaches back; undefined for `all`, which has no start. */
export const windowSeconds: Readonly<Record<WindowName, number | undefined>> = {
  '15m': 15 * 60,
  '1h': 60 * 60,
  '24h': 24 * 60 * 60,
  all: undefined,
};

export const isWindowName = (text: string): text is WindowName => (windowNames as readonly string[]).includes(text);

/** Both ends in seconds since 1970, both inclusive; an open end is ±Infinity. */
export interface TimeSpan {
  readonly fromEpoch: number;
  readonly toEpoch: number;
}

/** The span of a window that ends at `endEpoch` (seconds since 1970). */
export function spanEndingAt(name: WindowName, endEpoch: number): TimeSpan {
  const seconds = windowSeconds[name];
  if (seconds === undefined) return { fromEpoch: -Infinity, toEpoch: Infinity };
  return { fromEpoch: endEpoch - seconds, toEpoch: endEpoch };
}
