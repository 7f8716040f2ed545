import { createSocket, type Socket } from 'node:dgram';
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findSocketHolders } from '../../../src/system/proc-socket-holders.ts';

const enough = { timeMs: 60_000, sockets: 1_000_000 };
const sockets: Socket[] = [];

beforeAll(async () => {
  for (let at = 0; at < 50; at++) {
    const socket = createSocket('udp4');
    sockets.push(socket);
    await new Promise<void>((bound) => {
      socket.bind(0, '127.0.0.1', bound);
    });
  }
});

afterAll(() => {
  for (const socket of sockets) socket.close();
});

describe.skipIf(!existsSync('/proc/self/fd'))('findSocketHolders', () => {
  it('finds who holds a socket', () => {
    const holders = [...findSocketHolders(enough).byInode.values()].filter(({ pid }) => pid === process.pid);
    expect(holders.length).toBeGreaterThanOrEqual(sockets.length);
  });

  it('stops at its limit in the middle of a process too, which then does not count as read', () => {
    const all = findSocketHolders(enough);
    const limited = findSocketHolders({ ...enough, sockets: 5 });
    expect(all.processesRead).toBe(all.processes);
    expect(limited.byInode.size).toBe(5);
    expect(limited.processesRead).toBeLessThan(limited.processes);
    expect(findSocketHolders({ ...enough, timeMs: -1 })).toMatchObject({ processesRead: 0 });
  });
});
