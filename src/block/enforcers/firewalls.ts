import type { EnforcerName } from '../../model/block.ts';
import type { Enforcer } from '../enforcer.ts';
import { crowdsec } from './crowdsec/crowdsec.ts';
import { csf } from './csf/csf.ts';
import type { FirewallMachine } from './firewall-machine.ts';
import { firewalld } from './firewalld/firewalld.ts';
import { iptables } from './iptables/iptables.ts';
import { nftables } from './nftables/nftables.ts';
import { windowsFirewall } from './windows-firewall/windows-firewall.ts';

/**
 * Which firewall a block uses where several could: the first of these that is usable.
 *
 * A tool that keeps the server's rules comes before the kernel's own: it is where its administrator looks, it would not know of a
 * block beside it, and csf writes all rules anew when it restarts. nftables comes before iptables: one transaction, and no sets to
 * leave behind. On Windows there is one. CrowdSec is none of them: it acts on a whole fleet, so it is used only when asked for.
 */
const firewallOrder = ['csf', 'firewalld', 'nftables', 'iptables', 'windows-firewall'] as const satisfies readonly EnforcerName[];

/** Every enforcer that is the server's own, in the order in which they are preferred, then CrowdSec. */
export function firewalls(machine: FirewallMachine, platform: NodeJS.Platform = process.platform): readonly Enforcer[] {
  if (platform === 'win32') return [windowsFirewall(machine)];
  return [csf(machine), firewalld(machine), nftables(machine), iptables(machine), crowdsec(machine)];
}

/** The firewall a block uses: the first usable of the list above; null when there is none. */
export async function chooseFirewall(all: readonly Enforcer[]): Promise<Enforcer | null> {
  for (const name of firewallOrder) {
    const enforcer = all.find((each) => each.name === name);
    if (enforcer !== undefined && (await enforcer.usable()).ok) return enforcer;
  }
  return null;
}
