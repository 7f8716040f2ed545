/** Numbers of lines; lines = parsed + skipped + blank + outside. The driver knows them by their order. */
@unmanaged
class Counters {
  lines: u64;
  /** Requests counted. */
  parsed: u64;
  /** Lines that are no access-log line. */
  skipped: u64;
  blank: u64;
  /** Understood, but not asked for. */
  outside: u64;
  /** Counted requests that name no page. */
  withoutPage: u64;
  /** Lines judged by their first `longestLine` bytes. */
  cutLines: u64;
  /** Counted requests whose line names no site. */
  withoutSite: u64;
}

export const counterCount: u32 = 8;
export const counters = changetype<Counters>(memory.data(offsetof<Counters>(), 16));

export function countersAt(): usize {
  return changetype<usize>(counters);
}

/** A counter, by its order. */
export function counter(index: u32): u64 {
  return load<u64>(changetype<usize>(counters) + (<usize>index << 3));
}

export function addToCounter(index: u32, lines: u64): void {
  store<u64>(changetype<usize>(counters) + (<usize>index << 3), counter(index) + lines);
}

/** Times in seconds since 1970; the widest numbers as long as there are none. */
@unmanaged
export class Span {
  oldest: i64;
  newest: i64;

  clear(): void {
    this.oldest = i64.MAX_VALUE;
    this.newest = i64.MIN_VALUE;
  }

  @inline
  add(epoch: i64): void {
    if (epoch < this.oldest) this.oldest = epoch;
    if (epoch > this.newest) this.newest = epoch;
  }
}

/** Of the counted requests. */
export const span = changetype<Span>(memory.data(offsetof<Span>(), 16));

export function oldest(): i64 {
  return span.oldest;
}

export function newest(): i64 {
  return span.newest;
}

export function clearCounters(): void {
  memory.fill(changetype<usize>(counters), 0, offsetof<Counters>());
  span.clear();
}
