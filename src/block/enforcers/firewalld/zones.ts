import type { HeldBlock } from '../../../model/block.ts';
import { firewallTarget } from '../firewall-target.ts';
import { ruleIn } from './rich-rule.ts';

/** A zone as firewalld lists it. */
export interface Zone {
  readonly name: string;
  /** Has interfaces or sources: packets come through it. */
  readonly isActive: boolean;
  readonly blocks: readonly HeldBlock[];
}

const zoneName = /^([\w.-]{1,64})(?: \(([a-z, ]+)\))?$/;

/**
 * The answer to `firewall-cmd --list-all-zones`: a line with the zone's name, then indented lines, the rich rules one deeper:
 *
 *     public (active)
 *       interfaces: eth0
 *       rich rules:
 *     	rule family="ipv4" source address="203.0.113.7" drop
 */
export function readZones(text: string): readonly Zone[] {
  const zones: (Zone & { readonly blocks: HeldBlock[] })[] = [];
  for (const line of text.split('\n')) {
    const named = zoneName.exec(line.trimEnd());
    if (named !== null) zones.push({ name: named[1] ?? '', isActive: (named[2] ?? '').includes('active'), blocks: [] });
    const block = blockIn(line.trim());
    if (block !== undefined) zones.at(-1)?.blocks.push(block);
  }
  return zones;
}

function blockIn(line: string): HeldBlock | undefined {
  const rule = ruleIn(line);
  if (rule === undefined) return undefined;
  const target = firewallTarget(rule.address)?.text ?? rule.address;
  return { target, enforcer: 'firewalld', id: rule.id, untilEpoch: rule.untilEpoch, reason: null, kept: null };
}

/** The zones a visitor may come through: the active ones, and the default one, for interfaces that are in no zone. */
export function zonesInUse(zones: readonly Zone[], defaultZone: string): readonly Zone[] {
  return zones.filter(({ name, isActive }) => isActive || name === defaultZone);
}
