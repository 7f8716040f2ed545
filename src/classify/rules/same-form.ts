import type { AddressBehaviour, PostedForm } from '../../model/behaviour.ts';
import { counted } from '../words.ts';
import { isBrowserAgent } from './browser-agent.ts';
import { programPath } from './program-path.ts';
import type { Rule } from './rule.ts';
import { countOf, looksLikePerson, namesItself, type Subject } from './subject.ts';

/** What pages send by themselves as long as they are open, and what other servers and programs send. */
const sentByItself =
  /ajax|refresh|renew|keep-?alive|heart-?beat|beat$|ping|poll|beacon|collect|track|csp|report|log$|telemetry|metric|analytic|hook|callback|notify|notification|ipn|cron|sync|update|livewire|upload|chat|events?$|socket|signalr|batch|\.(?:asmx|svc|ashx)$|\/rpc|soap|autodiscover|activesync/;
/** Doors of all that plugins and shops do; what it is stands in the body, or in the query. */
const doorsOfAll: readonly string[] = ['/wp-admin/admin-ajax.php', '/'];
/** Seconds between two posts that no page takes that asks by itself. */
const fastest = 6;
/** So many user agents change with the posts. */
const changing = 6;

/**
 * One form sent over and over, and nothing else loaded but the form: no page led there, and no image, style or script was drawn.
 * What the form is for need not be known. Programs have their own names and interfaces; a page that sends by itself was drawn
 * before, or says so in its referer; a clerk sees other pages. Never enough for "malicious".
 */
export const sameForm: Rule = {
  id: 'same-form',
  title: 'A form sent by a machine',
  meaning: 'The same form is sent again and again without a page being looked at: passwords, cards, codes or advertising, most likely.',
  family: 'spam',
  weight: 'volume',
  forgeable: false,
  look: (subject, limits) => {
    const { behaviour } = subject;
    const form = behaviour?.forms[0];
    if (behaviour === null || form === undefined || !doesNothingElse(subject, behaviour, form)) return null;
    const limit = isLogin(subject, form) ? 'sameLogin' : 'sameForm';
    if (form.posts < limits[limit].count || !isByMachine(behaviour, form)) return null;
    const { site, path, posts, others, refused, meanBytes } = form;
    return {
      speaks: 'against',
      confidence: 'medium',
      text: `The form at ${path}${site === null ? '' : ` of ${site}`} was sent ${counted(posts, 'time')}, and nothing else was loaded${others === 0 ? '' : ' but the form itself'}.`,
      figures: { posts, shown: others, refused, meanBytes: Math.round(meanBytes), agents: behaviour.distinctAgents },
      limit,
    };
  },
};

/** Nine of ten requests are for the one form, and the form is not shown much more often than it is sent. */
const doesNothingElse = (subject: Subject, behaviour: AddressBehaviour, { posts, others }: PostedForm): boolean =>
  behaviour.assets === 0 &&
  !looksLikePerson(subject) &&
  !behaviour.worksInAdmin &&
  behaviour.loginsAtOnce === 0 &&
  !namesItself(subject) &&
  others <= posts + 2 &&
  (posts + others) * 10 >= (behaviour.requests - behaviour.refusedByUs) * 9;

const isLogin = (subject: Subject, { posts, others }: PostedForm): boolean => others === 0 && countOf(subject, 'other-login') >= posts;

function isByMachine({ agents, distinctAgents }: AddressBehaviour, form: PostedForm): boolean {
  const { path, posts, refused, withoutReferer, fromItself, firstEpoch, lastEpoch } = form;
  if (!agents.every(({ agent }) => isBrowserAgent(agent)) || (withoutReferer + fromItself) * 10 < posts * 9) return false;
  const isRefused = refused * 10 >= posts * 9;
  if (doorsOfAll.includes(path)) return withoutReferer === posts && lastEpoch - firstEpoch < posts * fastest;
  if (sentByItself.test(path) || (programPath.test(path) && !isRefused)) return false;
  return hasOneAnswer(form) || distinctAgents >= changing;
}

/** A few bytes more or less: a token, a date. */
const hasOneAnswer = ({ meanBytes, deviationBytes }: PostedForm): boolean => deviationBytes <= Math.max(32, meanBytes * 0.03);
