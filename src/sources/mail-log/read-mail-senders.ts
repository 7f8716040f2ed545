import { dirname, join } from 'node:path';
import type { LogTrust } from '../../model/log-catalog.ts';
import type { MailSenders } from '../../model/mail-senders.ts';
import { mailSender } from '../../scan/mail/mail-sender.ts';
import { lookAt } from '../../system/folders.ts';
import { openLog, type OpenFile } from '../../system/open-file.ts';

// Of Exim with cPanel, elsewhere and on Debian; of Postfix by way of syslog.
const places = ['/var/log/exim_mainlog', '/var/log/exim/main.log', '/var/log/exim4/mainlog', '/var/log/maillog', '/var/log/mail.log'];

/** Some thousand messages: who sends much is among them. */
const tailBytes = 1024 * 1024;
const mostSenders = 10;
const longestName = 100;

/**
 * Who handed most of the last messages to the mail server of the machine whose file tree begins at `root`; null where no mail
 * log is found, or none tells. `userName` knows the users of the machine by number.
 */
export function readMailSenders(root: string, userName: (uid: number) => string | undefined): MailSenders | null {
  for (const place of places) {
    const found = sendersIn(join(root, place), userName);
    if (found !== null && found.messages > 0) return { path: place, ...found };
  }
  return null;
}

function sendersIn(path: string, userName: (uid: number) => string | undefined): Omit<MailSenders, 'path'> | null {
  const opened = openLog(path, trustIn(dirname(path)));
  if (!opened.ok) return null;
  const counts = new Map<string, number>();
  try {
    for (const line of lastLines(opened.value)) {
      const sender = mailSender(line);
      if (sender === null) continue;
      const name = ('login' in sender ? sender.login : (userName(sender.uid) ?? `user ${String(sender.uid)}`)).slice(0, longestName);
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  } finally {
    opened.value.close();
  }
  const sorted = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return {
    messages: sorted.reduce((sum, [, messages]) => sum + messages, 0),
    senders: sorted.slice(0, mostSenders).map(([sender, messages]) => ({ sender, messages })),
  };
}

/** A mail server's own folder is not root's: then no link in it is followed. */
function trustIn(folder: string): LogTrust {
  const facts = lookAt(folder, 'follow-links');
  return facts.ok && facts.value.uid !== 0 ? { in: 'service-folder', folder, uid: facts.value.uid } : { in: 'system' };
}

/** The lines at the end of a file; the first, which may be a part of one, is left out where the file is longer. */
function lastLines(file: OpenFile): readonly string[] {
  const from = Math.max(0, file.sizeBytes - tailBytes);
  const bytes = new Uint8Array(file.sizeBytes - from);
  let filled = 0;
  for (let got = 1; got > 0 && filled < bytes.length; filled += got) got = file.read(bytes.subarray(filled), from + filled);
  const lines = new TextDecoder().decode(bytes.subarray(0, filled)).split('\n');
  return from === 0 ? lines : lines.slice(1);
}
