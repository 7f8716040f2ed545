import { countOf, type Subject } from './subject.ts';

/** Signs of deeds besides its name and rates: what makes a name or a change of names more than that. */
export const otherSigns = (subject: Subject): number =>
  countOf(subject, 'login', 'xmlrpc', 'user-enumeration', 'missing-script', 'secret', 'shell-answered', 'secret-answered', 'payload');
