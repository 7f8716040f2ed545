import type { HeldBlock } from '../../../model/block.ts';
import { type FirewallOrder, type FirewallTarget, firewallTarget } from '../firewall-target.ts';
import { readMark } from '../mark.ts';

/** ipset(8) counts at most this many seconds (2^31 / 1000): a longer block stands without an end there. */
export const longestSeconds = 2_147_483;

/** Most elements of a set; ipset's own default of 65536 is small for a long attack. */
const mostElements = 262_144;

export const setNameOf = (family: 4 | 6): string => `active-connections-${family}`;

/** `ipset restore -exist` with this makes the set where it is missing, and adds the element. */
export function addText({ mark, target, seconds }: FirewallOrder): string {
  const name = setNameOf(target.family);
  const timeout = seconds === null || seconds > longestSeconds ? 0 : seconds;
  return [
    `create ${name} hash:net family ${target.family === 6 ? 'inet6' : 'inet'} maxelem ${mostElements} timeout 0 counters comment`,
    `add ${name} ${target.text} timeout ${timeout} comment "${mark}"`,
    '',
  ].join('\n');
}

export const deleteText = (target: FirewallTarget): string => `del ${setNameOf(target.family)} ${target.text}\n`;

const addLine = /^add (\S+) (\S+)(?: timeout (\d+))?(?: packets (\d+) bytes \d+)?(?: comment "([^"]*)")?$/;

/** What our sets hold, from `ipset save`. */
export function readSets(
  saved: string,
  nowEpoch: number,
): { readonly families: readonly (4 | 6)[]; readonly blocks: readonly HeldBlock[] } {
  const lines = saved.split('\n').map((line) => line.trim());
  const families = ([4, 6] as const).filter((family) => lines.some((line) => line.startsWith(`create ${setNameOf(family)} `)));
  const blocks = lines.flatMap((line) => {
    const found = addLine.exec(line);
    const [, name, element = '', timeout = '0', packets, comment = ''] = found ?? [];
    if (name !== setNameOf(4) && name !== setNameOf(6)) return [];
    const mark = readMark(comment);
    return {
      target: firewallTarget(element)?.text ?? element,
      enforcer: 'iptables' as const,
      id: mark?.id ?? null,
      untilEpoch: mark?.untilEpoch ?? (timeout === '0' ? null : nowEpoch + Number(timeout)),
      reason: null,
      kept: packets === undefined ? null : Number(packets),
    };
  });
  return { families, blocks };
}
