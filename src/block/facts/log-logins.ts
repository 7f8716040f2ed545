import { parseIpAddress } from '../../model/ip-address.ts';
import { readTail } from '../../system/read-tail.ts';
import type { SuccessfulLogin } from '../guard/guard-facts.ts';
import { below, type Looking, orNull } from './looking.ts';

/** Debian's names and those of RHEL and its kin. */
const mailLogs = ['/var/log/maillog', '/var/log/mail.log'];
const sshLogs = ['/var/log/secure', '/var/log/auth.log'];
const mostBytes = 1024 * 1024;

/**
 * Who logged in to a mailbox (Dovecot) or over SSH lately, by the end of the system's logs. SSH stands in wtmp as well, but newer
 * systems have none. Every local user can put such a line there, in the very shape of the daemon's own (syslog(3)): it is a hint.
 */
export const logLogins = (looking: Looking): readonly SuccessfulLogin[] => [
  ...loginsIn(looking, mailLogs, mailLogin),
  ...loginsIn(looking, sshLogs, sshLogin),
];

type Login = Pick<SuccessfulLogin, 'what'> & { readonly address: string };

function loginsIn(looking: Looking, paths: readonly string[], loginOf: (message: string) => Login | null): readonly SuccessfulLogin[] {
  return paths.flatMap((path) => {
    const bytes = orNull(readTail(below(looking.root, path), 1, mostBytes), looking.problems);
    if (bytes === null) return [];
    return new TextDecoder()
      .decode(bytes)
      .split('\n')
      .flatMap((line) => {
        const stamped = stampOf(line, looking.nowEpoch);
        const login = stamped === null ? null : loginOf(stamped.message);
        const address = login === null ? undefined : parseIpAddress(login.address);
        return stamped === null || login === null || address === undefined ? [] : [{ address, epoch: stamped.epoch, what: login.what }];
      });
  });
}

/** `dovecot: imap-login: Login: user=<a@shop.example>, method=PLAIN, rip=203.0.113.9, lip=…`; where journald brings it, `dovecot[12]:`. */
function mailLogin(message: string): Login | null {
  const [, user, address] =
    /^dovecot(?:\[\d{1,10}\])?: (?:imap|pop3|managesieve|submission)-login: Login: user=<([^>]{1,200})>, (?:method=[\w-]{1,30}, )?rip=([\da-fA-F.:]{2,45}),/.exec(
      message,
    ) ?? [];
  return user === undefined || address === undefined ? null : { what: `the mailbox ${user}`, address };
}

/** `sshd[12]: Accepted publickey for root from 203.0.113.9 port 50022 ssh2` */
function sshLogin(message: string): Login | null {
  const [, user, address] =
    /^sshd(?:-session)?\[\d{1,10}\]: Accepted [\w/-]{1,40} for (\S{1,200}) from ([\da-fA-F.:]{2,45}) port \d/.exec(message) ?? [];
  return user === undefined || address === undefined ? null : { what: `${user} by SSH`, address };
}

const daySeconds = 86_400;

/** What stands behind the stamp and the machine's name: `2026-11-22T19:00:30.1+00:00 host …`, or `Nov 22 19:00:30 host …` of the machine's own time. */
function stampOf(line: string, nowEpoch: number): { readonly epoch: number; readonly message: string } | null {
  const [, iso, bare, message] =
    /^(?:(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[\d.]{0,10}(?:Z|[+-]\d\d:\d\d))|([A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d)) \S{1,255} (.*)$/.exec(
      line,
    ) ?? [];
  if (message === undefined) return null;
  const epoch = iso === undefined ? withoutYear(bare ?? '', nowEpoch) : Date.parse(iso) / 1000;
  return Number.isNaN(epoch) ? null : { epoch, message };
}

/** This year's, or last year's where that would lie ahead. */
function withoutYear(stamp: string, nowEpoch: number): number {
  const year = new Date(nowEpoch * 1000).getFullYear();
  const epoch = Date.parse(`${stamp} ${String(year)}`) / 1000;
  return epoch > nowEpoch + daySeconds ? Date.parse(`${stamp} ${String(year - 1)}`) / 1000 : epoch;
}
