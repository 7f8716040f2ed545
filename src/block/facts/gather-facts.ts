import type { SocketTable } from '../../model/socket.ts';
import { ownAddresses } from '../../system/own-addresses.ts';
import { type GuardFacts, noGuardFacts } from '../guard/guard-facts.ts';
import { csfLists } from './csf-lists.ts';
import { fail2banLists } from './fail2ban-lists.ts';
import { firewalldLists } from './firewalld-lists.ts';
import { gateways } from './gateways.ts';
import { logLogins } from './log-logins.ts';
import { lookFrom } from './looking.ts';
import { ownAllowList } from './own-allow-list.ts';
import { resolvers } from './resolvers.ts';
import { loginConnections, outboundPeers } from './socket-peers.ts';
import { sshPorts } from './ssh-ports.ts';
import { terminalHistory, terminalLogins } from './terminal-logins.ts';
import { timeServers } from './time-servers.ts';

export interface FactsNeeds {
  /** `/`, or the folder that stands for it in a test. */
  readonly root: string;
  readonly stateFolder: string;
  readonly nowEpoch: number;
  /** The sockets of now; null when they could not be read: the caller then adds the problem to `known.problems`. */
  readonly sockets: SocketTable | null;
  /** What the caller knows from elsewhere: the operator, known ranges, identity, lists of the panel, what the review saw. */
  readonly known: Partial<GuardFacts>;
}

/**
 * What the guard has to know about this machine, together with what the caller knows already. Reads a few dozen small files
 * and runs nothing. What could not be read is in `problems`.
 */
export function gatherFacts({ root, stateFolder, nowEpoch, sockets, known }: FactsNeeds): GuardFacts {
  const looking = lookFrom(root, nowEpoch);
  const found = {
    liveLogins: [...terminalLogins(looking), ...(sockets === null ? [] : loginConnections(sockets, sshPorts(looking)))],
    ownAddresses: [...ownAddresses(), ...(sockets?.ownAddresses ?? [])],
    resolvers: resolvers(looking),
    gateways: gateways(looking),
    timeServers: timeServers(looking),
    outboundPeers: sockets === null ? [] : outboundPeers(sockets),
    allowEntries: [
      ...ownAllowList(stateFolder, looking.problems),
      ...csfLists(looking),
      ...fail2banLists(looking),
      ...firewalldLists(looking),
    ],
    recentLogins: terminalHistory(looking),
    loginsInLog: logLogins(looking),
  };
  return {
    ...noGuardFacts,
    ...known,
    nowEpoch,
    liveLogins: [...found.liveLogins, ...(known.liveLogins ?? [])],
    ownAddresses: [...found.ownAddresses, ...(known.ownAddresses ?? [])],
    resolvers: [...found.resolvers, ...(known.resolvers ?? [])],
    gateways: [...found.gateways, ...(known.gateways ?? [])],
    timeServers: [...found.timeServers, ...(known.timeServers ?? [])],
    outboundPeers: [...found.outboundPeers, ...(known.outboundPeers ?? [])],
    allowEntries: [...found.allowEntries, ...(known.allowEntries ?? [])],
    recentLogins: [...found.recentLogins, ...(known.recentLogins ?? [])],
    loginsInLog: [...found.loginsInLog, ...(known.loginsInLog ?? [])],
    problems: [...looking.problems, ...(known.problems ?? [])],
  };
}
