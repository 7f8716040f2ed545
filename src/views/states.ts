import type { ConnectionReport } from '../model/connection-report.ts';
import type { SocketState } from '../model/socket.ts';
import { type Ranking, ranking } from './ranking.ts';

/** What a connection in this state is doing, for somebody who has not read the TCP standard. */
const meaning: Readonly<Record<SocketState, string>> = {
  ESTABLISHED: 'open, data can flow',
  SYN_SENT: 'we are calling, no answer yet',
  SYN_RECV: 'half-open: the caller has not answered back',
  FIN_WAIT1: 'we closed, the other side has not confirmed',
  FIN_WAIT2: 'we closed, the other side still holds it open',
  TIME_WAIT: 'closed, kept a minute for stray packets',
  CLOSE: 'not in use',
  CLOSE_WAIT: 'the other side closed, our program has not',
  LAST_ACK: 'closing, last confirmation missing',
  LISTEN: 'waiting for callers',
  CLOSING: 'both sides close at once',
  UNKNOWN: 'a state this program does not know',
};

/** States in which connections pile up when something is wrong: a flood, or a program that does not close. */
const telling: readonly SocketState[] = ['SYN_RECV', 'CLOSE_WAIT'];

export function stateRanking(report: ConnectionReport): Ranking {
  return ranking(
    { id: 'states', caption: 'By state', keyHeading: 'State', countHeading: 'Connections', empty: 'No connections.' },
    report.byState.map(({ state, connections }) => ({
      key: state,
      count: connections,
      remark: meaning[state],
      tone: telling.includes(state) ? ('warn' as const) : null,
    })),
    { whole: report.total, distinct: report.byState.length, more: null, countErrorBound: 0 },
  );
}
