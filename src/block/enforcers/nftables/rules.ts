import { type FirewallOrder, type FirewallTarget, firewallTarget, widthOf } from '../firewall-target.ts';

export const tableName = 'active_connections';
const table = `inet ${tableName}`;

/**
 * The set a target belongs to: one for addresses of each family, and one for each width of range.
 *
 * An interval set refuses an element that overlaps another, so one set of all ranges could not hold a /25 inside a /24, and
 * merging would mix up whose block is whose. Ranges of one width are equal or apart.
 */
export const setNameOf = ({ family, prefix }: FirewallTarget): string =>
  prefix === widthOf(family) ? `addresses${family}` : `ranges${family}_${prefix}`;

const setNameShape = /^(?:addresses|ranges)[46](?:_\d+)?$/;
const isOfIpv6 = (setName: string): boolean => /^\D+6/.test(setName);

/**
 * One transaction for `nft -f -` that puts a block there: table, chain, sets and rules as they should be, and the element.
 * What is there already stays, counters too; the rules are written anew, so that a chain somebody emptied is whole again.
 *
 * One hook is enough: every packet from outside passes prerouting, whether it is for a service here or for a container
 * behind a forwarded port. At priority raw it is seen before connection tracking and before addresses are rewritten, so
 * that packets of open connections stop too, and no `accept` elsewhere can let through what is dropped here.
 */
export function applyText(order: FirewallOrder, present: readonly string[]): string {
  const name = setNameOf(order.target);
  const timeout = order.seconds === null ? '' : ` timeout ${order.seconds}s`;
  return `${frameText([...new Set([...present, name])].sort())}add element ${table} ${name} { ${order.target.text}${timeout} comment "${order.mark}" }\n`;
}

/** Table, chain, sets and rules. */
export function frameText(sets: readonly string[]): string {
  const known = sets.filter((name) => setNameShape.test(name));
  const lines = [
    `add table ${table}`,
    `add chain ${table} prerouting { type filter hook prerouting priority -300; policy accept; }`,
    ...known.map((name) => `add set ${table} ${name} { ${setWords(name)} counter; }`),
    `flush chain ${table} prerouting`,
    ...known.map((name) => `add rule ${table} prerouting ${isOfIpv6(name) ? 'ip6' : 'ip'} saddr @${name} drop`),
  ];
  return `${lines.join('\n')}\n`;
}

function setWords(name: string): string {
  const type = isOfIpv6(name) ? 'ipv6_addr' : 'ipv4_addr';
  return `type ${type}; flags ${name.startsWith('ranges') ? 'interval,timeout' : 'timeout'};`;
}

/** Takes away everything of ours. */
export const removeText = `delete table ${table}\n`;

/** One transaction that takes a block away, and our whole table with it when nothing else is held. */
export const liftText = (target: FirewallTarget, isLast: boolean): string =>
  isLast ? removeText : `delete element ${table} ${setNameOf(target)} { ${target.text} }\n`;

/** What the check of the kernel and of nft is made with: everything we use, once. */
export function sampleText(): string {
  const order = { mark: 'b-0000000000000000', seconds: 60 };
  return ['192.0.2.1', '192.0.2.0/24', '2001:db8::1', '2001:db8::/64']
    .flatMap((text) => firewallTarget(text) ?? [])
    .map((target) => applyText({ ...order, target }, []))
    .join('');
}
