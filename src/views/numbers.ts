/** A whole number with groups: 12345 → `12,345`. By hand: waking Intl for it costs as much as half of Node's own start. */
export const count = (n: number): string => String(Math.round(n)).replace(/\B(?=(\d{3})+$)/g, ',');

/** A number with its noun in the right form: `1 file`, `1,204 files`. */
export const counted = (n: number, one: string, many = `${one}s`): string => `${count(n)} ${n === 1 ? one : many}`;

const byteUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** Bytes in the unit a person would choose: 1288490189 → `1.2 GiB`. */
export function bytesText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < byteUnits.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1;
  return `${value.toFixed(digits)} ${byteUnits[unit] ?? 'B'}`;
}

/** A part of a whole: `38%`, `0.4%`, `<0.1%`; empty when there is no whole. */
export function shareText(part: number, whole: number): string {
  if (whole <= 0) return '';
  const percent = (100 * part) / whole;
  if (percent > 0 && percent < 0.1) return '<0.1%';
  return percent < 9.95 && percent !== Math.round(percent) ? `${percent.toFixed(1)}%` : `${percent.toFixed(0)}%`;
}

/** Length of a bar, 0 to 100, with one digit after the point. */
export function barPercent(part: number, whole: number): number {
  if (whole <= 0 || part <= 0) return 0;
  return Math.min(100, Math.round((1000 * part) / whole) / 10);
}

/** A number in a table: what is printed, what is sorted by, and whether there is anything at all. */
export interface Quantity {
  readonly text: string;
  readonly value: number;
  readonly some: boolean;
  /** True for exactly one: its noun is in the singular. */
  readonly one: boolean;
}

/** Null is a number that is not known: it is printed as a dash and sorts below zero. */
export function quantity(value: number | null, text: (value: number) => string = count): Quantity {
  if (value === null) return { text: '–', value: -1, some: false, one: false };
  return { text: value === 0 ? '0' : text(value), value, some: value > 0, one: value === 1 };
}
