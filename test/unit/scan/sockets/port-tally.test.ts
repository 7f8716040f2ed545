import { describe, expect, it } from 'vitest';
import { PortTally } from '../../../../src/scan/sockets/port-tally.ts';

/** What a tally tells of the addresses: `address port state` → connections; `beyond` for those without a port. */
function told(tally: PortTally, addresses: readonly number[], size: number): Record<string, number> {
  const marks = new Uint8Array(size);
  for (const address of addresses) marks[address] = 1;
  const found: Record<string, number> = {};
  const note = (key: string, connections: number): void => {
    found[key] = (found[key] ?? 0) + connections;
  };
  tally.forEach(
    marks,
    (address, port, state, connections) => {
      note(`${String(address)} ${String(port)} ${String(state)}`, connections);
    },
    (address, _port, state, connections) => {
      note(`${String(address)} beyond ${String(state)}`, connections);
    },
  );
  return found;
}

describe('a tally of ports', () => {
  it('tells of the addresses that are wanted, and of no other', () => {
    const tally = new PortTally();
    for (const [address, port, state] of [
      [0, 443, 1],
      [1, 443, 1],
      [0, 443, 1],
      [0, 65_535, 12],
    ] as const)
      tally.add(address, port, state);
    expect(told(tally, [0], 2)).toEqual({ '0 443 1': 2, '0 65535 12': 1 });
  });

  it('tells the same of more connections than are written down', () => {
    const tally = new PortTally();
    for (let at = 0; at < 600_000; at++) tally.add(at % 3, 80 + (at % 2), 1);
    expect(told(tally, [0, 2], 3)).toEqual({ '0 80 1': 100_000, '0 81 1': 100_000, '2 80 1': 100_000, '2 81 1': 100_000 });
  });

  it('leaves the ports out, and no connection, when there are too many to be told apart', () => {
    const tally = new PortTally();
    const many = 900_000;
    for (let at = 0; at < many; at++) tally.add(at >>> 12, at & 4095, 1);
    const everybody = Array.from({ length: (many >>> 12) + 1 }, (_, address) => address);
    const found = told(tally, everybody, everybody.length);
    expect(Object.values(found).reduce((sum, one) => sum + one, 0)).toBe(many);
    const beyond = Object.entries(found).filter(([key]) => key.includes('beyond'));
    expect(beyond.length).toBeGreaterThan(0);
    // Those that came first are told apart.
    expect(told(tally, [0], 1)['0 0 1']).toBe(1);
  });
});
