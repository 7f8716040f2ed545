/**
 * Memory is handed out once, when the kernel is prepared, and never given back: every table is reserved at its full size.
 * A page of memory that nobody has written to costs the machine nothing, so a small log stays small.
 */

/** SIMD loads and stores may touch this many bytes past the end of what they mean. */
const slack: usize = 64;

const pageBytes: usize = 65536;
/** 128 MiB, more than everything takes by default: the memory grows in great steps, because each step costs milliseconds. */
const growthPages: i32 = 2048;

let used: usize = __heap_base;

/** `bytes` of zeroes, aligned to a cache line, with `slack` behind them. */
export function reserve(bytes: usize): usize {
  const at = (used + 63) & ~63;
  used = at + bytes + slack;
  const missing = <i32>((used + pageBytes - 1) / pageBytes) - memory.size();
  if (missing > 0 && memory.grow(max(missing, growthPages)) < 0) unreachable();
  return at;
}
