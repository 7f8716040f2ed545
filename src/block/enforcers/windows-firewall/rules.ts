import * as z from 'zod/mini';
import type { HeldBlock } from '../../../model/block.ts';
import { firewallTarget } from '../firewall-target.ts';
import { readMark } from '../mark.ts';
import { ruleName } from './scripts.ts';

const rulesShape = z.array(z.object({ name: z.string(), description: z.string(), isInForce: z.boolean(), addresses: z.array(z.string()) }));

/** What the rules of our group block; undefined when the answer is not what our script prints. */
export function readRules(json: string): readonly HeldBlock[] | undefined {
  const rules = rulesShape.safeParse(parsed(json));
  if (!rules.success) return undefined;
  return rules.data.flatMap(({ name, description, isInForce, addresses }) => {
    const mark = readMark(description);
    const isOurs = mark !== null && name === ruleName(mark.id);
    return (isInForce ? addresses : []).map((address) => ({
      target: targetText(address),
      enforcer: 'windows-firewall' as const,
      id: isOurs ? mark.id : null,
      untilEpoch: isOurs ? mark.untilEpoch : null,
      reason: null,
      kept: null,
    }));
  });
}

/** Windows shows an IPv4 range with its mask: `203.0.113.0/255.255.255.0`. */
function targetText(text: string): string {
  const [address = '', mask = ''] = text.split('/');
  const prefix = mask.includes('.') ? prefixOfMask(mask) : mask;
  const range = prefix === '' ? address : `${address}/${prefix}`;
  return firewallTarget(range)?.text ?? text.slice(0, 100);
}

function prefixOfMask(mask: string): string {
  const bits = mask
    .split('.')
    .map((part) => Number(part).toString(2).padStart(8, '0'))
    .join('');
  return /^1*0*$/.test(bits) && bits.length === 32 ? String(bits.indexOf('0') < 0 ? 32 : bits.indexOf('0')) : 'none';
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
