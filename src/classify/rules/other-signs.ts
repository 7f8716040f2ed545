import { countOf, hitsOf, type Subject } from './subject.ts';

/** How many different things it was after. */
export const differentSigns = (subject: Subject): number =>
  new Set(hitsOf(subject, 'missing-script', 'secret', 'backup', 'payload').map(({ what }) => what)).size;

/** Signs of deeds besides its name and rates: what makes a name or a change of names more than that. */
export const otherSigns = (subject: Subject): number =>
  countOf(
    subject,
    'login',
    'xmlrpc',
    'other-login',
    'user-enumeration',
    'missing-script',
    'secret',
    'backup',
    'shell-answered',
    'secret-answered',
    'payload',
  );
