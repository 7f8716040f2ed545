import { judge, type Judgement } from '../classify/judge/judge.ts';
import type { Limits } from '../classify/limits.ts';
import { isBlank, loggedAgents, mainSiteOf } from '../classify/rules/logged-agents.ts';
import type { AccessReport } from '../model/access-report.ts';
import type { ConnectionReport } from '../model/connection-report.ts';
import type { ErrorReport } from '../model/error-report.ts';
import { parseIpAddress } from '../model/ip-address.ts';
import type { Problem } from '../model/problem.ts';
import type { JudgedAddress } from '../model/verdict-report.ts';
import type { ReadBehaviours } from '../sources/behaviours/read-behaviours.ts';
import type { JudgeNeeds } from './whole-needs.ts';

/** What was read, to be judged; `table` is null where no connections were. */
export interface Read {
  readonly table: ConnectionReport | null;
  readonly errors: ErrorReport;
  readonly read: ReadBehaviours;
  readonly accessLogsRead: boolean;
}

/** True where there was a log to be read, even if nothing in it was of the time asked for. */
export const wasRead = ({ files, filesTooOld }: Pick<AccessReport | ErrorReport, 'files' | 'filesTooOld'>): boolean =>
  filesTooOld > 0 || files.some(({ problem, lines }) => problem === undefined || lines > 0);

const mailGoesOut = (table: ConnectionReport | null, { spamOut }: Limits): boolean =>
  table?.outboundByPort.some(({ port, connections }) => port === 25 && connections >= spamOut.count) ?? false;

/** @param top length of the list of addresses; null = all */
export function judgementOf(judging: JudgeNeeds, { table, errors, read, accessLogsRead }: Read, top: number | null): Judgement {
  const { behaviours } = read;
  const areLogged = loggedAgents(behaviours.addresses);
  const did = new Map(behaviours.addresses.map((one) => [one.address, one]));
  const judgement = judge({
    behaviours,
    accessLogsRead,
    connections: table,
    errors: wasRead(errors) ? errors : null,
    mailSenders: mailGoesOut(table, judging.limits) ? judging.mailSenders() : null,
    machine: judging.machine,
    nowEpoch: judging.nowEpoch,
    identityOf: (address) => {
      const known = did.get(address);
      const agents = (known?.agents ?? []).map(({ agent }) => agent);
      const isNameless = known !== undefined && agents.length > 0 && agents.every(isBlank) && !areLogged(mainSiteOf(known));
      return judging.identityOf(address, isNameless ? null : agents, known?.lastEpoch ?? null);
    },
    ownAddresses: judging.ownAddresses,
    limits: judging.limits,
    top,
  });
  return { ...judgement, addresses: judgement.addresses.map((one) => withNetwork(one, judging)) };
}

function withNetwork(one: JudgedAddress, { networkOf }: JudgeNeeds): JudgedAddress {
  const address = parseIpAddress(one.address);
  return address === undefined ? one : { ...one, network: networkOf(address) };
}

/** Both passes stumble over the same file. */
export function onlyOnce(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
