import { standsForOthers } from '../model/identity.ts';
import { kindMeanings } from '../model/kind-meaning.ts';
import type { Confidence, Evidence, JudgedAddress, Verdict } from '../model/verdict-report.ts';
import { count } from './numbers.ts';
import { printable } from './printable.ts';
import type { Tone } from './ranking.ts';

/** What a verdict is called, and how it looks. */
export const verdictText: Readonly<Record<Verdict, string>> = {
  malicious: 'Malicious',
  suspicious: 'Suspicious',
  legitimate: 'Legitimate',
  unknown: 'Unknown',
};

export const verdictTone: Readonly<Record<Verdict, Tone>> = {
  malicious: 'danger',
  suspicious: 'warn',
  legitimate: 'good',
  unknown: 'quiet',
};

export const confidenceText: Readonly<Record<Confidence, string>> = {
  high: 'we are sure',
  medium: 'we are fairly sure',
  low: 'we are not sure',
};

/** Whether a block could do any good, in a sentence or two; null where nothing has to be said. */
export function blockAdviceText({ blockAdvice, identity }: Pick<JudgedAddress, 'blockAdvice' | 'identity'>): string | null {
  switch (blockAdvice) {
    case 'proxy-in-front':
      if (!standsForOthers(identity))
        return 'It comes through a proxy or CDN, whose address is all that a firewall sees: a block there would not meet it. Block it at the edge or by a rule of the site.';
      return 'This is a proxy or CDN: other visitors come through it. Do not block it in the firewall; block the visitor at the edge, or let the web server see real addresses (mod_remoteip, real_ip_header).';
    case 'verified-service':
      return `This is known for certain. ${(identity.kind === null ? null : kindMeanings[identity.kind].instead) ?? 'See who it is before you block it.'}`;
    case 'own-or-private':
      return 'This is this server or its own network. A block would hurt nobody but you.';
    case 'can-be-blocked':
    case 'nothing-against-it':
      return null;
  }
}

/** How sure a rule is of what it saw: `we are fairly sure; this can be forged`. */
export const sureText = ({ confidence, forgeable }: Pick<Evidence, 'confidence' | 'forgeable'>): string =>
  `${confidenceText[confidence]}${forgeable ? '; this can be forged' : ''}`;

/** `counts from 10 in 5 minutes on (where that comes from)`; null where there is no number. */
export function limitText(limit: Evidence['limit']): string | null {
  if (limit === null) return null;
  const time = limit.seconds === null ? '' : ` in ${secondsText(limit.seconds)}`;
  return `counts from ${count(limit.count)}${time} on (${printable(limit.origin)})`;
}

const secondsText = (seconds: number): string => {
  if (seconds < 120) return `${count(seconds)} seconds`;
  return seconds < 7200 ? `${count(seconds / 60)} minutes` : `${count(seconds / 3600)} hours`;
};

/** Both in one line. */
export function groundsText(seen: Pick<Evidence, 'confidence' | 'forgeable' | 'limit'>): string {
  const limit = limitText(seen.limit);
  return limit === null ? sureText(seen) : `${sureText(seen)}; ${limit}`;
}
