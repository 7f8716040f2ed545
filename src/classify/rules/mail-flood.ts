import { counted } from '../words.ts';
import { inboundOn, mailPorts } from './ports.ts';
import type { Rule } from './rule.ts';
import { isVerified } from './subject.ts';

export const mailFlood: Rule = {
  id: 'mail-flood',
  title: 'Many mail connections at once',
  meaning: 'One address holds so many mail connections that other mail has to wait.',
  family: 'mail',
  weight: 'volume',
  forgeable: false,
  look: (subject, limits) => {
    const count = inboundOn(subject, mailPorts);
    if (count < limits.mailConnections.count) return null;
    // Gmail, Microsoft and their like come with many connections for many people.
    const known = isVerified(subject, 'mail') || subject.identity.ranges.some(({ kind }) => kind === 'mail');
    return {
      speaks: known ? 'neither' : 'against',
      confidence: known ? 'low' : 'medium',
      text: `${counted(count, 'connection')} to the mail server at once${known ? ', from a large mail service' : ''}.`,
      figures: { connections: count },
      limit: 'mailConnections',
    };
  },
};
