/** Everything has its place from the beginning. A page of memory that nobody has written to costs the machine nothing. */

const pageBytes: usize = 65536;

let used: usize = __heap_base;

/** `bytes` of zeroes, aligned to a cache line. */
export function reserve(bytes: usize): usize {
  const at = (used + 63) & ~63;
  used = at + bytes;
  const missing = <i32>((used + pageBytes - 1) / pageBytes) - memory.size();
  if (missing > 0 && memory.grow(missing) < 0) unreachable();
  return at;
}
