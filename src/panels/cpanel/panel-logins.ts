import type { LiveLogin, SuccessfulLogin } from '../../block/guard/guard-facts.ts';
import { type IpAddress, parseIpAddress } from '../../model/ip-address.ts';

export const sessionLogPath = '/usr/local/cpanel/logs/session_log';

/** A session nobody ended is taken to be worked in for this long after its beginning. */
const liveSeconds = 3600;

/**
 * `[2026-01-02 03:04:05 +0000] info [cpaneld] 203.0.113.9 NEW alice:SECRET address=203.0.113.9,app=cpaneld,…,method=handle_form_login,…`,
 * and `… PURGE alice:SECRET logout` at its end. Sessions before a login (`method=badpass`) are none.
 */
const line =
  /^\[(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) ([+-]\d\d)(\d\d)\] \S{1,20} \[\S{1,40}\] \S{1,64} (NEW|PURGE) ([^\s:]{1,200}):(\S{1,200})(.{0,1000})/;
const byPerson: readonly string[] = ['method=handle_form_login', 'method=handle_auth_transfer'];

export interface PanelLogins {
  readonly live: readonly LiveLogin[];
  readonly recent: readonly SuccessfulLogin[];
}

interface Session {
  readonly address: IpAddress;
  readonly user: string;
  readonly epoch: number;
}

/** Who logged in to cPanel, WHM or Webmail, by its log of sessions, oldest line first; and who has not left WHM since. */
export function panelLogins(log: string, nowEpoch: number): PanelLogins {
  const all: Session[] = [];
  const open = new Map<string, Session>();
  for (const text of log.split('\n')) {
    const [, date = '', time = '', hours = '', minutes = '', what, user = '', secret = '', rest = ''] = line.exec(text) ?? [];
    const key = `${user}:${secret}`;
    if (what === 'PURGE') open.delete(key);
    const fields = rest.trim().split(',');
    if (what !== 'NEW' || fields.includes('method=badpass') || !byPerson.some((method) => fields.includes(method))) continue;
    const address = parseIpAddress(/\baddress=([\da-fA-F.:]{2,45})/.exec(rest)?.[1] ?? '');
    const epoch = Date.parse(`${date}T${time}${hours}:${minutes}`) / 1000;
    if (address === undefined || Number.isNaN(epoch)) continue;
    const session = { address, user, epoch };
    all.push(session);
    // Of a mailbox or a customer it is a login like others: else each could keep others from blocking.
    if (fields.includes('app=whostmgrd')) open.set(key, session);
  }
  return {
    live: [...open.values()]
      .filter(({ epoch }) => Math.abs(nowEpoch - epoch) < liveSeconds)
      .map(({ address, user }): LiveLogin => ({ address, user, way: 'panel', proved: true, port: null })),
    recent: all.map(({ address, user, epoch }) => ({ address, epoch, what: `${user} by the panel` })),
  };
}
