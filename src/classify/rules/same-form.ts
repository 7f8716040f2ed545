import type { AddressBehaviour, PostedForm } from '../../model/behaviour.ts';
import type { Limits } from '../limits.ts';
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
    const form = behaviour === null || !drawsNothing(subject, behaviour) ? undefined : formOf(subject, behaviour, limits);
    if (behaviour === null || form === undefined) return null;
    const { site, path, posts, others, refused, meanBytes } = form;
    return {
      speaks: 'against',
      confidence: 'medium',
      text: `The form at ${path}${site === null ? '' : ` of ${site}`} was sent ${counted(posts, 'time')}, and ${besidesText(behaviour, form)}.`,
      figures: { posts, shown: others, refused, meanBytes: Math.round(meanBytes), agents: behaviour.distinctAgents },
      limit: limitOf(subject, form),
    };
  },
};

function besidesText(behaviour: AddressBehaviour, form: PostedForm): string {
  if (isPeoplesForm(behaviour, form)) return 'no image, style or script was loaded';
  return form.others === 0 ? 'nothing else was loaded' : 'nothing else was loaded but the form itself';
}

/** What only people fill in, whatever page is said to have led there: such a referer is easily written. */
const peoples =
  /(?:contact|kontakt)(?:[-_]?(?:form|formular|us))?(?:[/.]|$)|forgot|lost-?password|password\/(?:email|reset)|coupon|checkout|createpost/;
/** Machines enrol themselves at places of this name. */
const peoplesInBrowsers = /regist(?:er|ration)|sign-?up/;
/** Seconds between two of them that no program of customers takes. */
const pace = 60;

/** The form that is sent over and over; undefined where none is. */
const formOf = (subject: Subject, behaviour: AddressBehaviour, limits: Limits): PostedForm | undefined =>
  behaviour.forms.find(
    (form, at) =>
      form.posts >= limits[limitOf(subject, form)].count &&
      (isPeoplesForm(behaviour, form) || (at === 0 && doesNothingElse(behaviour, form) && isByMachine(behaviour, form))),
  );

/** A visit, a basket, the form and its answer: a quarter of all that was asked for is the form that was sent. */
function isPeoplesForm({ agents, requests, refusedByUs }: AddressBehaviour, { path, posts, firstEpoch, lastEpoch }: PostedForm): boolean {
  const inBrowsers = agents.every(({ agent }) => isBrowserAgent(agent));
  const isOne = peoples.test(path) || (inBrowsers && peoplesInBrowsers.test(path));
  const isFast = inBrowsers || lastEpoch - firstEpoch < posts * pace;
  return isOne && !programPath.test(path) && posts * 4 >= requests - refusedByUs && isFast;
}

const limitOf = (subject: Subject, form: PostedForm): 'sameForm' | 'sameLogin' | 'checkouts' =>
  form.path.endsWith('?wc-ajax=checkout') ? 'checkouts' : isLogin(subject, form) ? 'sameLogin' : 'sameForm';

const drawsNothing = (subject: Subject, behaviour: AddressBehaviour): boolean =>
  behaviour.assets === 0 && !looksLikePerson(subject) && !behaviour.worksInAdmin && behaviour.loginsAtOnce === 0 && !namesItself(subject);

/** Nine of ten requests are for the one form, and the form is not shown much more often than it is sent. */
const doesNothingElse = (behaviour: AddressBehaviour, { posts, others }: PostedForm): boolean =>
  others <= posts + 2 && (posts + others) * 10 >= (behaviour.requests - behaviour.refusedByUs) * 9;

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
