import type { ReadAt } from './paged-file.ts';

/** A value of a database; what nobody needs here (bytes, fractions) is null. */
export type MaxMindValue = string | number | null | readonly MaxMindValue[] | { readonly [key: string]: MaxMindValue };

/** More values than any record has, and deeper: a file that was made to keep us busy is given up. */
const mostValues = 1000;
const deepest = 12;
const longestText = 300;
/** What a number of JavaScript holds exactly. */
const mostNumberBytes = 6;

const types = { extended: 0, pointer: 1, text: 2, uint16: 5, uint32: 6, map: 7, uint64: 9, array: 11, boolean: 14 } as const;

interface Walk {
  readonly read: ReadAt;
  /** Where the data section begins: pointers count from there. */
  readonly base: number;
  valuesLeft: number;
}

interface Read {
  readonly value: MaxMindValue;
  /** Where the next value begins. */
  readonly end: number;
}

/**
 * Reads one value of a MaxMind DB data section, and what it is made of; undefined when the bytes are damaged.
 * Format: github.com/maxmind/MaxMind-DB, MaxMind-DB-spec.md, "Output Data Section".
 */
export function readValue(read: ReadAt, base: number, offset: number): MaxMindValue | undefined {
  return valueAt({ read, base, valuesLeft: mostValues }, offset, 0)?.value;
}

function valueAt(walk: Walk, offset: number, depth: number): Read | undefined {
  const control = walk.read(offset, 1)?.[0];
  if (control === undefined || depth > deepest || walk.valuesLeft-- <= 0) return undefined;
  const type = control >> 5;
  if (type === types.pointer) return pointed(walk, offset, control, depth);
  const extra = type === types.extended ? walk.read(offset + 1, 1)?.[0] : 0;
  if (extra === undefined) return undefined;
  const sized = sizeAt(walk.read, offset + (type === types.extended ? 2 : 1), control & 31);
  if (sized === undefined) return undefined;
  return contents(walk, type === types.extended ? extra + 7 : type, sized.size, sized.end, depth);
}

/** Sizes up to 28 stand in the control byte; larger ones in one to three bytes after it. */
function sizeAt(read: ReadAt, offset: number, size: number): { readonly size: number; readonly end: number } | undefined {
  if (size < 29) return { size, end: offset };
  const length = size - 28;
  const more = numberAt(read, offset, length);
  return more === undefined ? undefined : { size: more + ([29, 285, 65_821][length - 1] ?? 0), end: offset + length };
}

/** Pointers hold 11, 19, 27 or 32 bits, and lead to a value that is no pointer. */
function pointed(walk: Walk, offset: number, control: number, depth: number): Read | undefined {
  const kind = (control >> 3) & 3;
  const bytes = numberAt(walk.read, offset + 1, kind + 1);
  if (bytes === undefined) return undefined;
  const high = kind === 3 ? 0 : (control & 7) * 256 ** (kind + 1);
  const target = walk.base + high + bytes + ([0, 2048, 526_336, 0][kind] ?? 0);
  const isPointer = (walk.read(target, 1)?.[0] ?? 0) >> 5 === types.pointer;
  const value = isPointer ? undefined : valueAt(walk, target, depth + 1)?.value;
  return value === undefined ? undefined : { value, end: offset + 2 + kind };
}

function contents(walk: Walk, type: number, size: number, start: number, depth: number): Read | undefined {
  switch (type) {
    case types.map:
      return mapAt(walk, size, start, depth);
    case types.array:
      return arrayAt(walk, size, start, depth);
    case types.boolean:
      return { value: size, end: start };
    case types.text: {
      const bytes = walk.read(start, Math.min(size, longestText));
      return bytes === undefined ? undefined : { value: new TextDecoder().decode(bytes), end: start + size };
    }
    case types.uint16:
    case types.uint32:
    case types.uint64: {
      const value = size > mostNumberBytes ? undefined : numberAt(walk.read, start, size);
      return value === undefined ? undefined : { value, end: start + size };
    }
    default:
      return { value: null, end: start + size };
  }
}

function mapAt(walk: Walk, size: number, start: number, depth: number): Read | undefined {
  const entries: [string, MaxMindValue][] = [];
  let end = start;
  for (let at = 0; at < size; at++) {
    const key = valueAt(walk, end, depth + 1);
    const value = key === undefined ? undefined : valueAt(walk, key.end, depth + 1);
    if (typeof key?.value !== 'string' || value === undefined) return undefined;
    entries.push([key.value, value.value]);
    end = value.end;
  }
  return { value: Object.fromEntries(entries), end };
}

function arrayAt(walk: Walk, size: number, start: number, depth: number): Read | undefined {
  const values: MaxMindValue[] = [];
  let end = start;
  for (let at = 0; at < size; at++) {
    const one = valueAt(walk, end, depth + 1);
    if (one === undefined) return undefined;
    values.push(one.value);
    end = one.end;
  }
  return { value: values, end };
}

/** A big-endian number of up to six bytes. */
export function numberAt(read: ReadAt, offset: number, length: number): number | undefined {
  return read(offset, length)?.reduce((sum, byte) => sum * 256 + byte, 0);
}

/** What a map holds under some keys, one in the other; null where it does not. */
export function valueUnder(value: MaxMindValue, ...keys: readonly string[]): MaxMindValue {
  return keys.reduce<MaxMindValue>((inner, key) => {
    const isMap = typeof inner === 'object' && inner !== null && !(inner instanceof Array);
    return isMap && Object.hasOwn(inner, key) ? ((inner as Readonly<Record<string, MaxMindValue>>)[key] ?? null) : null;
  }, value);
}
