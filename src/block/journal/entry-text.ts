import { assertNever } from '../../model/result.ts';
import type { JournalEntry } from './journal-entry.ts';

/** What a line of the journal says, as a sentence. Foreign text in it is raw. */
export function entryText(entry: JournalEntry): string {
  switch (entry.step) {
    case 'block-intent': {
      const until = entry.untilEpoch === null ? 'for ever' : `until ${new Date(entry.untilEpoch * 1000).toISOString()}`;
      const insisted = entry.overrideReason === null ? '' : `, in spite of ${entry.confirmed.join(', ')}: ${entry.overrideReason}`;
      const leave = entry.reseller === undefined ? '' : `, as the reseller ${entry.reseller} may by Settings`;
      return `Block ${entry.target} ${until} by ${entry.enforcers.join(' and ')}${leave}: ${entry.reason === '' ? 'no reason given' : entry.reason}${insisted}`;
    }
    case 'applied':
      return [
        entry.confirmed ? `Blocked by ${entry.enforcer}` : `Blocked by ${entry.enforcer}, as far as is known: it could not be read back`,
        ...(entry.remarks ?? []),
      ].join('. ');
    case 'apply-failed':
      return `Not blocked by ${entry.enforcer}: ${entry.problem}`;
    case 'block-outcome':
      return `${blockOutcomes[entry.outcome]}${entry.recovered ? ', settled by a later run' : ''}`;
    case 'lift-intent':
      return entry.reason === undefined ? liftCauses[entry.why] : `${liftCauses[entry.why]}: ${entry.reason}`;
    case 'lifted':
      return liftTexts[entry.found](entry.enforcer);
    case 'lift-failed':
      return `Could not be lifted in ${entry.enforcer}: ${entry.problem}`;
    case 'lift-outcome':
      return `${entry.outcome === 'lifted' ? 'Lifted' : 'Lifted in part'}${entry.recovered ? ', settled by a later run' : ''}`;
    case 'restore-intent':
      return `Put it back by ${entry.enforcers.join(' and ')}, a restart swept it away`;
    case 'restored':
      return `${entry.found === 'put-back' ? 'Put back' : 'Still there'} in ${entry.enforcer} after a restart`;
    case 'restore-failed':
      return `Not put back in ${entry.enforcer} after a restart: ${entry.problem}`;
    case 'carried':
      return `Carried over from the file before: ${entry.target}, held by ${entry.held.map(({ enforcer }) => enforcer).join(', ') || 'nothing'}`;
    case 'new-file':
      return entry.dropped === 0 ? 'A new file begins' : 'A new file begins; the oldest one was dropped';
    default:
      return assertNever(entry);
  }
}

const blockOutcomes = { blocked: 'Blocked', 'partly-blocked': 'Blocked in part', 'not-blocked': 'Not blocked' } as const;

const liftCauses = {
  undone: 'Lift it, as somebody asked',
  expired: 'Lift it, its time is over',
  replaced: 'Lift it, a new block takes its place',
  'rolled-back': 'Roll it back, it broke off',
  'guard-refused': 'Close it instead of putting it back after a restart',
} as const;

const liftTexts: Readonly<Record<Extract<JournalEntry, { step: 'lifted' }>['found'], (enforcer: string) => string>> = {
  lifted: (enforcer) => `Lifted in ${enforcer}`,
  'was-not-there': (enforcer) => `No longer there in ${enforcer}`,
  'place-gone': (enforcer) => `Closed: what it was for is gone from this server, and the block by ${enforcer} with it`,
};
