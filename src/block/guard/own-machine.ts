import type { BlockTarget } from '../../model/block.ts';
import { type IpAddress, isIpv6, isLoopback } from '../../model/ip-address.ts';
import { overlaps, rangeAround } from '../../model/ip-range.ts';
import { type Check, type Finding, never, warn } from './guard-facts.ts';
import { isOrHolds, named } from './names.ts';

/** The person who asks, and the machine itself: these nobody overrides. */
export const ownMachine: Check = ({ target }, { operatorAddress, operatorBehind, ownAddresses }) => [
  ...(operatorAddress === null ? [] : yourself(target, operatorAddress)),
  ...(operatorBehind === null ? [] : [nobodyKnowsWhere(target, operatorBehind)]),
  ...thisServer(
    target,
    ownAddresses.filter((own) => !isLoopback(own) && overlaps(target, own)),
  ),
];

/** One machine has many IPv6 addresses of its /64 and changes them, so a neighbour there is most likely yourself. */
function yourself(target: BlockTarget, operator: IpAddress): readonly Finding[] {
  if (overlaps(target, operator)) {
    return [
      never(
        'your-own-address',
        `${isOrHolds(target, `your own address, ${operator}`)}: the block would lock you out.`,
        'Block the other addresses one by one, or work from another place.',
      ),
    ];
  }
  const nearby = rangeAround(operator, isIpv6(operator) ? 64 : 32);
  if (!overlaps(target, nearby)) return [];
  return [
    warn(
      'your-own-address',
      `${target} lies in ${nearby}, as your own address does: it is most likely a machine of yours.`,
      'Make sure that it is not, before you go on.',
    ),
  ];
}

/** What a header says of the visitor is anybody's invention, so it is not even shown. */
const nobodyKnowsWhere = (target: BlockTarget, behind: IpAddress): Finding =>
  warn(
    'own-address-unknown',
    `Where you work from is not known, because you came here through ${behind}, a proxy: nobody could tell if ${target} were your own address.`,
    'Compare it with your own address first, or open the panel without the proxy.',
  );

function thisServer(target: BlockTarget, own: readonly IpAddress[]): readonly Finding[] {
  if (own.length === 0) return [];
  return [
    never(
      'this-server',
      `${isOrHolds(target, `an address of this server, ${named(own)}`)}: its own programs would stop reaching each other.`,
      'Look for the program on this server that makes these connections: the list by program names it.',
    ),
  ];
}
