import type { Sign } from '../../../model/behaviour.ts';
import { counted, listed, onSites } from '../../words.ts';
import type { FindingDraft, ServerRule, Witnessed } from '../rule.ts';
import { hitsOf } from '../subject.ts';
import { sitesOf } from '../windows.ts';
import { addressesOf } from './attackers.ts';

/** What a site gave away, whoever asked: the trouble is the site's, not the visitor's. */
function look(witnessed: readonly Witnessed[], sign: Sign, what: string, advice: string): readonly FindingDraft[] {
  const asked = witnessed.filter(({ subject }) => hitsOf(subject, sign).length > 0);
  const hits = asked.flatMap(({ subject }) => hitsOf(subject, sign));
  if (hits.length === 0) return [];
  const sites = sitesOf(hits);
  const names = [...new Set(hits.map((hit) => hit.what))].sort();
  return [
    {
      severity: 'alarm',
      text: `${what}${onSites(sites)}: ${listed(names)}, asked for by ${counted(asked.length, 'address', 'addresses')}.`,
      figures: { answers: hits.length, names: names.length, addresses: asked.length },
      about: sites,
      addresses: addressesOf(asked),
      advice,
    },
  ];
}

export const shellOnSite: ServerRule = {
  id: 'shell-answered',
  title: 'A web shell may be on a site',
  meaning: 'A page that only a break-in puts on a site seems to be there.',
  confidence: 'medium',
  limit: null,
  forgeable: false,
  look: (_scene, witnessed) =>
    look(
      witnessed,
      'shell-answered',
      'A page with the name of a known back door gave an answer',
      'Look at the file. If it is not yours, the site was broken into: take it off line, look for more such files, change all passwords.',
    ),
};

export const secretGivenAway: ServerRule = {
  id: 'secret-answered',
  title: 'A secret file was given away',
  meaning: 'A file with passwords, keys or data lies where everybody can fetch it, and somebody did.',
  confidence: 'medium',
  limit: null,
  forgeable: false,
  look: (_scene, witnessed) =>
    look(
      witnessed,
      'secret-answered',
      'A file that should be secret was given to whoever asked',
      'Move the file out of the web folder, and change every password and key that stands in it.',
    ),
};
