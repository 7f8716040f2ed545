import type { OwnerConnections } from '../../../model/connection-report.ts';
import { counted, listed } from '../../words.ts';
import { mailPorts } from '../ports.ts';
import type { ServerRule } from '../rule.ts';

/** SYNs with forged sources: many half-open connections, no address with many of them. There is nobody to block. */
export const forgedSynFlood: ServerRule = {
  id: 'forged-syn-flood',
  title: 'Half-open connections from forged addresses',
  meaning: 'Somebody begins connections under false addresses and never completes them, until there is room for no others.',
  confidence: 'medium',
  limit: 'halfOpenSpread',
  forgeable: true,
  look: ({ connections }, _witnessed, limits) => {
    if (connections === null) return [];
    const heavy = connections.byAddress.filter((one) => one.halfOpen >= limits.halfOpen.count);
    const spread = connections.halfOpen - heavy.reduce((sum, { halfOpen }) => sum + halfOpen, 0);
    // A busy server has many half-open connections, and more that are complete.
    if (spread < limits.halfOpenSpread.count || spread * 2 < connections.established) return [];
    return [
      {
        severity: 'alarm',
        text: `${counted(spread, 'half-open connection')} from so many addresses that each has only a few: their senders are most likely forged.`,
        figures: { halfOpen: spread, established: connections.established },
        about: connections.byLocalPort
          .filter(({ halfOpen }) => halfOpen * 10 >= spread)
          .map(({ port, service }) => service ?? `port ${port}`),
        addresses: [],
        advice: 'There is no address to block. See that SYN cookies are on (net.ipv4.tcp_syncookies=1), and ask your provider to filter.',
      },
    ];
  },
};

/** The other end is done, and a program here does not notice. Whoever holds most of them is named where that could be read. */
export const closeWaitPile: ServerRule = {
  id: 'close-wait',
  title: 'A program here does not close its connections',
  meaning: 'A program on this server forgets to end connections, and will run out of them.',
  confidence: 'high',
  limit: 'closeWait',
  forgeable: false,
  look: ({ connections }, _witnessed, limits) => {
    const count = connections?.byState.find(({ state }) => state === 'CLOSE_WAIT')?.connections ?? 0;
    if (count < limits.closeWait.count) return [];
    const holder = connections?.closeWaitByOwner.find(({ program, connections: held }) => program !== null && held * 2 > count);
    const who = holder === undefined ? 'a program on this server' : ownerName(holder);
    return [
      {
        severity: 'warning',
        text: `${counted(count, 'connection')} are over for the other end, but ${who} does not close them (CLOSE_WAIT). This is no attack.`,
        figures: { closeWait: count, ...(holder === undefined ? {} : { byOneProgram: holder.connections }) },
        about: holder?.program === undefined || holder.program === null ? [] : [holder.program],
        addresses: [],
        advice:
          holder === undefined
            ? 'Find the program that holds them (its port is in the list of ports) and restart it.'
            : `Restart ${holder.program ?? 'it'}, and look in its log for why it hangs.`,
      },
    ];
  },
};

const ownerName = ({ program, user }: OwnerConnections): string =>
  user === null || user === program ? (program ?? 'a program') : `${program ?? 'a program'} of ${user}`;

/** The waiting room in front of a program is full: the server is too slow for what comes, not the network. */
export const fullAcceptQueue: ServerRule = {
  id: 'accept-queue-full',
  title: 'Visitors wait at the door',
  meaning: 'Visitors arrive faster than the program lets them in, so that new ones wait or are turned away.',
  confidence: 'high',
  limit: null,
  forgeable: false,
  look: ({ connections }) =>
    (connections?.byLocalPort ?? []).flatMap(({ port, service, programs, acceptQueue }) =>
      acceptQueue?.full === true
        ? [
            {
              severity: 'alarm' as const,
              text: `${programs.length === 0 ? 'The program' : listed(programs)} at port ${port}${service === null ? '' : ` (${service})`} takes no more connections: ${counted(acceptQueue.waiting, 'waits', 'wait')}, and its queue is full.`,
              figures: { port, waiting: acceptQueue.waiting, queue: acceptQueue.limit ?? acceptQueue.waiting },
              about: programs.length === 0 ? [service ?? `port ${port}`] : [...programs],
              addresses: [],
              advice: 'See who holds the connections of this port, and whether the program hangs.',
            },
          ]
        : [],
    ),
};

export const fullMailServer: ServerRule = {
  id: 'mail-flood',
  title: 'Many incoming mail connections',
  meaning: 'So much mail comes in at once that other mail has to wait.',
  confidence: 'medium',
  limit: 'mailFull',
  forgeable: false,
  look: ({ connections }, witnessed, limits) => {
    const ports = (connections?.byLocalPort ?? []).filter(({ port }) => (mailPorts as readonly number[]).includes(port));
    const count = ports.reduce((sum, { inbound }) => sum + inbound, 0);
    const heavy = witnessed.filter(({ weighed }) =>
      weighed.some(({ evidence }) => evidence.rule === 'mail-flood' && evidence.speaks === 'against'),
    );
    if (count < limits.mailFull.count) return [];
    return [
      {
        severity: 'warning',
        text: `${counted(count, 'incoming mail connection')} at once${heavy.length === 0 ? ', from many addresses' : `, ${counted(heavy.length, 'address has', 'addresses have')} unusually many`}; Exim usually takes ${limits.mailFull.count} before mail has to wait.`,
        figures: { connections: count, addresses: heavy.length },
        about: ports.map(({ port, service }) => service ?? `port ${port}`),
        addresses: heavy.map(({ subject }) => subject.address).sort(),
        advice: 'Look at the mail log for what they want. Large mail services are welcome guests: see who it is before you block.',
      },
    ];
  },
};
