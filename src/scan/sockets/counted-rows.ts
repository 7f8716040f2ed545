/** What was counted of some rows, for whoever goes on counting: arrays to be written on, not copies. */
export interface CountedRows {
  readonly inbound: number;
  readonly states: Float64Array<ArrayBuffer>;
  readonly peers: CountedPeers;
  readonly ports: CountedPorts;
  readonly tally: KeptRows<Int32Array<ArrayBuffer>>;
  readonly outbound: KeptRows<Float64Array<ArrayBuffer>>;
  readonly closeWait: KeptRows<Float64Array<ArrayBuffer>>;
}

/** As `WordTable` has them. */
export interface CountedPeers {
  readonly size: number;
  readonly limit: number;
  readonly slots: Int32Array<ArrayBuffer>;
  readonly entries: Int32Array<ArrayBuffer>;
}

/** As `PortCounts` has them. */
export interface CountedPorts {
  readonly all: Uint32Array<ArrayBuffer>;
  readonly inbound: Uint32Array<ArrayBuffer>;
  readonly halfOpen: Uint32Array<ArrayBuffer>;
  readonly unreadBytes: Float64Array<ArrayBuffer>;
  readonly used: Uint16Array<ArrayBuffer>;
  readonly usedCount: number;
}

/** The first `size` rows of all there is room for. */
export interface KeptRows<Numbers> {
  readonly numbers: Numbers;
  readonly size: number;
}
