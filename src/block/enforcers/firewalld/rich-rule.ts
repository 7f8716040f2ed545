import type { FirewallTarget } from '../firewall-target.ts';
import { readMark } from '../mark.ts';

/** A rich rule that keeps an address out; its id and end are null when it is not ours. */
export interface BlockingRule {
  readonly address: string;
  readonly id: string | null;
  readonly untilEpoch: number | null;
}

/**
 * Our rule in the rich language (firewalld.richlanguage(5)). The language has no comments: the id and the end stand in the
 * prefix of a log line, which is written at most twice a day.
 */
export function ruleText(target: FirewallTarget, mark: string): string {
  const family = target.family === 6 ? 'ipv6' : 'ipv4';
  return `rule priority="-32000" family="${family}" source address="${target.text}" log prefix="${mark}" limit value="2/d" drop`;
}

const ours = /^rule priority="-32000" family="ipv[46]" source address="([^"]{1,64})" log prefix="([^"]{1,64})" limit value="2\/d" drop$/;
const others = /^rule (?:priority="-?\d{1,5}" )?family="ipv[46]" source address="([^"]{1,64})" (?:drop|reject)$/;

/** The rule of a line as firewalld lists it, when it keeps out an address altogether. */
export function ruleIn(line: string): BlockingRule | undefined {
  const [, address, prefix = ''] = ours.exec(line) ?? [];
  const mark = readMark(prefix);
  if (address !== undefined && mark !== null) return { address, ...mark };
  const foreign = others.exec(line)?.[1];
  return foreign === undefined ? undefined : { address: foreign, id: null, untilEpoch: null };
}
