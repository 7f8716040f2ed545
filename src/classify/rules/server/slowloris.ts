import { counted } from '../../words.ts';
import type { ServerRule } from '../rule.ts';
import { inboundOn, webPorts } from '../ports.ts';
import { addressesOf, attackers } from './attackers.ts';

export const slowloris: ServerRule = {
  id: 'slowloris',
  title: 'Connections held open on purpose',
  meaning: 'Connections are opened and kept without ever asking for anything, until there is room for no others.',
  confidence: 'medium',
  limit: 'slowConnections',
  forgeable: false,
  look: (_scene, witnessed, limits) => {
    const slow = attackers(witnessed).filter(({ weighed }) =>
      weighed.some(({ evidence }) => evidence.rule === 'slow-requests' && evidence.confidence !== 'low'),
    );
    const held = slow.reduce((sum, { subject }) => sum + inboundOn(subject, webPorts), 0);
    if (slow.length === 0 || held < limits.slowConnections.count) return [];
    return [
      {
        severity: 'alarm',
        text: `${counted(slow.length, 'address holds', 'addresses hold')} ${counted(held, 'web connection')} open without finishing a request.`,
        figures: { addresses: slow.length, connections: held },
        about: [],
        addresses: addressesOf(slow),
        advice: 'Block them if they are few; let mod_reqtimeout end slow requests sooner (RequestReadTimeout).',
      },
    ];
  },
};
