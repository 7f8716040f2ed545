import { setTimeout as pause } from 'node:timers/promises';
import type { BlockOrder, BlockTarget } from '../../src/model/block.ts';
import { parseIpAddress } from '../../src/model/ip-address.ts';
import { parseIpRange } from '../../src/model/ip-range.ts';
import type { Problem } from '../../src/model/problem.ts';
import type { Result } from '../../src/model/result.ts';
import { type FirewallStage, server4, server6, servicePort } from './firewall-stage.ts';

/** The words of a story about a visitor and a block. */

export function targetOf(text: string): BlockTarget {
  const target = text.includes('/') ? parseIpRange(text) : parseIpAddress(text);
  if (target === undefined) throw new Error(`${text} is no address`);
  return target;
}

let ids = 0;

export const orderFor = (target: string, seconds: number | null = 3600): BlockOrder => ({
  id: `b-${(++ids).toString(16).padStart(16, '0')}`,
  target: targetOf(target),
  scope: { kind: 'server' },
  untilEpoch: seconds === null ? null : Math.floor(Date.now() / 1000) + seconds,
  reason: 'far more connections than the others',
});

export function value<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
}

const serverFor = (visitor: string): string => (visitor.includes(':') ? server6 : server4);

const isAnswered = async (stage: FirewallStage, visitor: string, port: number, withinMs: number): Promise<boolean> =>
  (await stage.world.does('connect', { from: visitor, to: serverFor(visitor), port, withinMs })) === true;

/**
 * Whether a new connection of the visitor is answered at last: the first packets after a block may be lost, because a neighbour that
 * was not allowed to answer is asked for again only after a second.
 */
export const connects = (stage: FirewallStage, visitor: string, port = servicePort): Promise<boolean> =>
  isAnswered(stage, visitor, port, 10_000);

/** Whether a new connection of the visitor stays without an answer for as long as an answer takes here many times over. */
export const isShutOut = async (stage: FirewallStage, visitor: string, port = servicePort): Promise<boolean> =>
  !(await isAnswered(stage, visitor, port, 700));

/** Begins a download that never ends. */
export async function download(stage: FirewallStage, name: string, visitor: string, port = servicePort): Promise<void> {
  await stage.world.does('download', { name, from: visitor, to: serverFor(visitor), port });
}

interface Progress {
  readonly bytes: number;
  readonly isOpen: boolean;
}

export const progress = async (stage: FirewallStage, name: string): Promise<Progress> =>
  (await stage.world.does('progress', { name })) as Progress;

/** Whether bytes arrive over half a second. */
export async function stillFlows(stage: FirewallStage, name: string): Promise<boolean> {
  const before = await progress(stage, name);
  await pause(500);
  return (await progress(stage, name)).bytes > before.bytes;
}
