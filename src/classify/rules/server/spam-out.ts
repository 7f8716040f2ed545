import type { OutboundPort } from '../../../model/connection-report.ts';
import type { MailSenders } from '../../../model/mail-senders.ts';
import { counted } from '../../words.ts';
import type { FindingDraft, ServerRule } from '../rule.ts';

/** Programs that send mail because it is their job; anything else at port 25 is a script that does it by itself. */
const mailPrograms = /^(exim[0-9]?|master|smtp|sendmail|postfix|qmail-remote|opensmtpd|smtpd)$/;
const mailUsers: readonly string[] = ['mailnull', 'exim', 'Debian-exim', 'postfix', 'mail', 'qmailr', 'smmsp', 'root'];

/** Mail going out. The addresses at the other end are its victims, never suspects. */
export const spamOut: ServerRule = {
  id: 'spam-out',
  title: 'Much mail goes out',
  meaning: 'This server sends so much mail that others may soon refuse all mail from it.',
  confidence: 'medium',
  limit: 'spamOut',
  forgeable: false,
  look: ({ connections, mailSenders }, _witnessed, limits) => {
    const smtp = connections?.outboundByPort.find(({ port }) => port === 25);
    if (smtp === undefined) return [];
    const scripts = smtp.owners.filter((owner) => !sendsMail(owner)).filter((owner) => owner.connections >= limits.spamDirect.count);
    if (scripts.length > 0) return scripts.map((script) => direct(script));
    return smtp.connections >= limits.spamOut.count ? [throughMailServer(smtp, mailSenders)] : [];
  },
};

type Owner = OutboundPort['owners'][number];

/** Unknown owners get the benefit of the doubt. */
const sendsMail = ({ user, program }: Owner): boolean =>
  program === null ? user === null || mailUsers.includes(user) : mailPrograms.test(program) && (user === null || mailUsers.includes(user));

const direct = ({ user, program, connections }: Owner): FindingDraft => ({
  severity: 'alarm',
  limit: 'spamDirect',
  text: `${user ?? 'An unknown account'} sends mail past the mail server: ${counted(connections, 'connection')} to port 25 of others${program === null ? '' : `, by ${program}`}. Most likely spam from a hacked site.`,
  figures: { connections },
  about: user === null ? [] : [user],
  addresses: [],
  advice:
    'Stop the script, not the addresses it writes to, and look for the file that sends. Sites should send through the mail server only.',
});

/** From so many messages on the busiest sender is worth naming. */
const fewestMessages = 10;

/** The mail server's connections name nobody; its log names who handed the mail over. Postfix's is the system's: any user writes in it. */
function throughMailServer({ connections, addresses }: OutboundPort, mail: MailSenders | null): FindingDraft {
  const sender = mail?.senders[0];
  const isTelling = mail !== null && sender !== undefined && mail.messages >= fewestMessages;
  const from = isTelling
    ? ` By its log ${sender.messages} of the last ${counted(mail.messages, 'message')} handed to it came from ${sender.sender}.`
    : '';
  return {
    severity: 'warning',
    confidence: 'low',
    text: `${counted(connections, 'connection')} of the mail server to ${counted(addresses, 'other mail server')}: a newsletter, or spam.${from}`,
    figures: { connections, servers: addresses, ...(isTelling ? { messages: mail.messages, ofBusiestSender: sender.messages } : {}) },
    about: isTelling ? [sender.sender] : [],
    addresses: [],
    advice: isTelling
      ? `Ask ${sender.sender} whether they sent it. If not: change the password, and look for the script ("cwd=" in the Exim log names its folder).`
      : 'Look at the mail queue for the account that sends most; in the Exim log "cwd=" names the folder of the script.',
  };
}
