import { describe, expect, it } from 'vitest';
import { fullestAcceptQueue } from '../../../../src/classify/connections/accept-queue.ts';
import type { SocketRow } from '../../../../src/model/socket.ts';
import { listener } from './rows.ts';

const queue = (waiting: number | null, limit: number | null): SocketRow => listener('::', 443, { receiveQueue: waiting, sendQueue: limit });

describe('the accept queue of a port', () => {
  it.each([
    [0, 511, false],
    [510, 511, false],
    [511, 511, true],
    [512, 511, true], // the kernel adds one more than the limit says
    [0, 0, false],
    [1, 0, true],
    [0, null, false],
    [3, null, null],
  ])('with %d waiting and a limit of %s is full: %s', (waiting, limit, full) => {
    expect(fullestAcceptQueue([queue(waiting, limit)])).toEqual({ waiting, limit, full });
  });

  it('is that of the listener nearest to its limit', () => {
    expect(fullestAcceptQueue([queue(100, 511), queue(4, 4), queue(0, 5)])).toMatchObject({ waiting: 4, limit: 4 });
    expect(fullestAcceptQueue([queue(1, null), queue(7, null), queue(2, 511)])).toMatchObject({ waiting: 7, limit: null });
  });

  it('is unknown without a TCP listener that tells', () => {
    expect(fullestAcceptQueue([])).toBeNull();
    expect(fullestAcceptQueue([queue(null, null)])).toBeNull();
    expect(fullestAcceptQueue([listener('0.0.0.0', 53, { protocol: 'udp', state: 'CLOSE', receiveQueue: 900 })])).toBeNull();
  });
});
