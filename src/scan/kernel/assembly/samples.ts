/** The first lines that are no access-log lines, cut to 200 bytes. */
const mostSamples: u32 = 5;
const sampleBytes: usize = 200;

let kept: u32 = 0;
const lengths = memory.data(4 * mostSamples, 4);
const bytes = memory.data(<i32>(sampleBytes * mostSamples));

export function keepSample(start: usize, end: usize): void {
  if (kept == mostSamples) return;
  const length = min(end - start, sampleBytes);
  memory.copy(sampleAt(kept), start, length);
  store<u32>(lengths + ((<usize>kept) << 2), <u32>length);
  kept++;
}

export function clearSamples(): void {
  kept = 0;
}

export function sampleCount(): u32 {
  return kept;
}

export function sampleAt(index: u32): usize {
  return bytes + <usize>index * sampleBytes;
}

export function sampleLength(index: u32): u32 {
  return load<u32>(lengths + ((<usize>index) << 2));
}
