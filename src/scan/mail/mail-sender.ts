/** Who handed a message over: a user of this server by name or number, or the login of a mailbox. */
export type MailSender = { readonly login: string } | { readonly uid: number };

/**
 * Who handed a message to the mail server, by a line of its log; null for every other line, and for mail that strangers bring.
 *
 * Exim (exim.org, "Log files", "Logging message reception"): `… <= alice@alice.example U=alice P=local S=812`, and with a login
 * `… <= a@alice.example H=(pc) [203.0.113.7] P=esmtpsa A=dovecot_login:a@alice.example S=812`. Postfix: `postfix/pickup[7]: 4A1B:
 * uid=1001 from=<alice>`, and `postfix/smtpd[7]: 4A1B: client=…, sasl_method=PLAIN, sasl_username=a@alice.example`.
 *
 * A stranger writes some of these lines (sender, greeting, subject), so a field counts only where no text of theirs can stand.
 */
export function mailSender(line: string): MailSender | null {
  return eximSender(line) ?? postfixSender(line);
}

// A sender in quotes may hold spaces, and so what looks like a field: such a line is left.
const received =
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?(?: [+-]\d{4})?(?: \[\d+\])? \w{6,11}-\w{6,11}-\w{2,4} <= ([^\s"]+) ([A-Z][\w=].*)$/;
const longestLine = 2000;

function eximSender(line: string): MailSender | null {
  const [, , rest] = received.exec(line.slice(0, longestLine)) ?? [];
  if (rest === undefined) return null;
  // Id and subject come after the fields that count, and are the sender's own text.
  const fields = rest.split(/ (?:id=|T=)|"/, 1)[0]?.split(' ') ?? [];
  const one = (name: string): string | undefined => fields.find((field) => field.startsWith(name))?.slice(name.length);
  const login = one('A=')?.replace(/^[^:]*:/, '');
  if (login !== undefined) return login === '' ? null : { login };
  const user = one('U=');
  const isLocal = fields.includes('P=local') && one('H=') === undefined;
  return isLocal && user !== undefined && user !== '' ? { login: user } : null;
}

const pickedUp =
  /^(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT\S{8,30}) \S+ postfix\/pickup\[\d+\]: \w+: uid=(\d{1,10}) from=</;
const loggedIn =
  /^(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT\S{8,30}) \S+ postfix\/(?:\w+\/)?smtpd\[\d+\]: \w+: client=\S+, sasl_method=\S+, sasl_username=(\S+)$/;

function postfixSender(line: string): MailSender | null {
  const uid = pickedUp.exec(line)?.[1];
  if (uid !== undefined) return { uid: Number(uid) };
  const login = loggedIn.exec(line)?.[1];
  return login === undefined ? null : { login };
}
