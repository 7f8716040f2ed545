import { reserve } from './memory';

/** The median of a sample of numbers: `startMedian`, then `keepForMedian` for every `step`th number, then `upperMedian`. */
const sampleSize: u32 = 1024;
let sample: usize = 0;
let kept: u32 = 0;

export function prepareMedian(): void {
  // Steps are whole numbers, so that nearly twice as many may be kept.
  sample = reserve(2 * sampleSize * 4);
}

/** Gives the step. */
export function startMedian(numbers: u32): u32 {
  kept = 0;
  return max<u32>(1, numbers / sampleSize);
}

@inline
export function keepForMedian(value: u32): void {
  store<u32>(sample + (<usize>kept << 2), value);
  kept++;
}

/** The number that half of the others come before, found bit by bit from the highest. */
export function upperMedian(): u32 {
  const rank = kept >> 1;
  let value: u32 = 0;
  for (let bit: u32 = 0x80000000; bit != 0; bit >>= 1) {
    const tried = value | bit;
    let below: u32 = 0;
    for (let index: u32 = 0; index < kept; index++) below += u32(load<u32>(sample + (<usize>index << 2)) < tried);
    if (below <= rank) value = tried;
  }
  return value;
}
