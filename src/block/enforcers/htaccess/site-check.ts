import type { AskSite, SiteDoor } from '../../../system/ask-site.ts';
import { probeAddress } from './section-text.ts';

/** What a site answers to the address that only we send from; one status a door, null where it did not answer. */
export type SiteStatuses = readonly (number | null)[];

/** What the answers before and after a change say about it. */
export type CheckOutcome = 'holds' | 'broke-the-site' | 'was-broken' | 'is-not-obeyed' | 'cannot-be-told';

/** Asks at every door, at most two. The page need not exist: whether a visitor may come in is decided before that. */
export async function askAtDoors(ask: AskSite, domain: string, doors: readonly SiteDoor[]): Promise<SiteStatuses> {
  const answers = doors.slice(0, 2).map((door) => ask({ door, host: domain, path: '/active-connections-check', from: probeAddress }));
  return (await Promise.all(answers)).map((answer) => (answer.ok ? answer.value : null));
}

/**
 * A refusal that was not there before shows that the section was read, understood and obeyed, whatever else the site
 * answers. A 500 shows that the file was not understood: a visitor is refused before any program of the site runs. A
 * redirect (to https, mostly), an overloaded site (502 and more, 429) and a site that refused already say nothing.
 */
export function judgeCheck(before: SiteStatuses, after: SiteStatuses): CheckOutcome {
  const doors = after.map((now, at) => ({ was: before[at] ?? null, now }));
  if (doors.some(({ was, now }) => now === 403 && was !== 403 && was !== null)) return 'holds';
  const broken = doors.find(({ now }) => now === 500);
  if (broken !== undefined) return broken.was === 500 ? 'was-broken' : 'broke-the-site';
  const letIn = doors.some(({ now }) => now !== null && now !== 403 && now !== 429 && now < 500 && (now < 300 || now >= 400));
  return letIn ? 'is-not-obeyed' : 'cannot-be-told';
}
