/** One access-log line, as places in memory: nothing is copied and no text is made. */
@unmanaged
class LineShape {
  /** Seconds since 1970. */
  epoch: i64;
  addressStart: usize;
  addressEnd: usize;
  /** Host of a `host:port ` or `host@@port@@` prefix; empty when there is none. */
  hostStart: usize;
  hostEnd: usize;
  /** Name of the file a line was pasted from (`grep` over several files); empty when there is none. */
  fileStart: usize;
  fileEnd: usize;
  /** Method and target are empty when the request is no HTTP request. */
  methodStart: usize;
  methodEnd: usize;
  targetStart: usize;
  targetEnd: usize;
  /** The target's first question mark, or its end. */
  queryMark: usize;
  /** Does the target hold a percent sign? */
  isEscaped: bool;
  /** 0 … 999 as logged, or `noStatus` for `-`. */
  status: u32;
  /** Digits, or `-`. */
  sizeStart: usize;
  sizeEnd: usize;
  /** Both are empty when the format has none or the line ends before them. */
  refererStart: usize;
  refererEnd: usize;
  agentStart: usize;
  agentEnd: usize;
}

export const noStatus: u32 = 1000;

/** The line that is being read: there is never more than one. */
export const line = changetype<LineShape>(memory.data(offsetof<LineShape>(), 16));
