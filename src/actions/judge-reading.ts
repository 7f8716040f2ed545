import { judge, type Judgement } from '../classify/judge/judge.ts';
import type { Limits } from '../classify/limits.ts';
import type { AccessReport } from '../model/access-report.ts';
import type { ConnectionReport } from '../model/connection-report.ts';
import type { ErrorReport } from '../model/error-report.ts';
import { parseIpAddress } from '../model/ip-address.ts';
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
  const judgement = judge({
    behaviours: read.behaviours,
    accessLogsRead,
    connections: table,
    errors: wasRead(errors) ? errors : null,
    mailSenders: mailGoesOut(table, judging.limits) ? judging.mailSenders() : null,
    machine: judging.machine,
    nowEpoch: judging.nowEpoch,
    identityOf: judging.identityOf,
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
