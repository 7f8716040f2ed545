import { isIpv6, subnetOf } from '../../../model/ip-address.ts';
import { counted } from '../../words.ts';
import type { ServerRule, Witnessed } from '../rule.ts';
import { addressesOf, attackers } from './attackers.ts';

/** Several attackers in one /24, or in one /64, which one customer has. `about` is the subnet. */
export const subnetAttacks: ServerRule = {
  id: 'subnet-attack',
  title: 'Several attackers of one subnet',
  meaning: "Several addresses of one network attack: most likely they are one attacker's.",
  confidence: 'medium',
  limit: 'subnet',
  forgeable: false,
  look: (_scene, witnessed, limits) => {
    const subnets = new Map<string, Witnessed[]>();
    for (const attacker of attackers(witnessed)) {
      const subnet = subnetOf(attacker.subject.address);
      subnets.set(subnet, [...(subnets.get(subnet) ?? []), attacker]);
    }
    return [...subnets]
      .filter(([, members]) => members.length >= limits.subnet.count)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([subnet, members]) => {
        const others = witnessed.filter(({ subject }) => subnetOf(subject.address) === subnet).length - members.length;
        const six = members.some(({ subject }) => isIpv6(subject.address));
        return {
          severity: 'warning',
          text: `${counted(members.length, 'address', 'addresses')} of ${subnet} attack in the same manner${others > 0 ? `; ${counted(others, 'other address', 'other addresses')} of it ${others === 1 ? 'does' : 'do'} not` : ''}.`,
          figures: { attackers: members.length, others },
          about: [subnet],
          addresses: addressesOf(members),
          advice: six
            ? 'Block the /64: one customer can use any address of it.'
            : 'Block the subnet for a short time only: it belongs to other people too.',
        };
      });
  },
};
