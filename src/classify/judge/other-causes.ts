import { counted, percentOf } from '../words.ts';
import { requestsIn } from '../rules/scene.ts';
import { type Cause, findingOf, meansFor } from './case.ts';
import { protectLogin, whatToDo } from './what-to-do.ts';

/** A finding that explains why visitors wait. As a warning it tells of the past, which is the whole story only for given logs. */
export const findingCause =
  (rule: string): Cause =>
  (known) => {
    const finding = findingOf(known, rule);
    if (finding === undefined || (finding.severity !== 'alarm' && known.scene.nowEpoch !== null)) return null;
    return { id: rule, text: `${finding.text}${meansFor(known.slowness)}` };
  };

/** Mail makes mail wait; whether it makes the server slow the figures do not tell, so it is not said. */
export const mailCause: Cause = (known) => {
  const finding = findingOf(known, 'spam-out') ?? findingOf(known, 'mail-flood');
  return finding === undefined ? null : { id: finding.rule, text: finding.text };
};

export const breakInCause: Cause = (known) => {
  const finding = findingOf(known, 'login-succeeded');
  if (finding?.severity !== 'alarm') return null;
  const busy = known.slowness.highLoad ? ` Besides, the server is busy${known.slowness.load}.` : '';
  return { id: 'break-in', text: `${finding.text}${busy}` };
};

/** A site gave something away, or may hold a back door: nothing to do with load, and worse. */
export const siteAlarmCause: Cause = (known) => {
  const finding = findingOf(known, 'shell-answered') ?? findingOf(known, 'secret-answered');
  return finding === undefined ? null : { id: 'site-alarm', text: finding.text };
};

export const nothingReadCause: Cause = ({ scene }) => {
  const { connections, errors, nowEpoch } = scene;
  if (connections !== null) return null;
  const requests = requestsIn(scene);
  if (requests === null && errors === null)
    return { id: 'unknown', text: 'Neither connections nor logs could be read, so nothing can be said.' };
  // A server may have a quiet hour; logs that somebody names and that hold nothing were the wrong ones.
  const isEmpty = (requests?.requests ?? 0) === 0 && (errors?.lines ?? 0) === 0;
  return isEmpty && nowEpoch === null
    ? { id: 'unknown', text: 'No request and no line of an error log was read, so nothing can be said.' }
    : null;
};

/** Requests a minute and core that a site's scripts may need to fill it: below, load comes from elsewhere. */
const fewRequestsPerCore = 60;

/** High load, and no suspect makes it. */
export const highLoadCause: Cause = ({ scene, slowness, addresses }) => {
  if (!slowness.highLoad || scene.machine === null) return null;
  const requests = requestsIn(scene);
  if (requests === null)
    return {
      id: 'unknown',
      text: `The server is busy${slowness.load}, but no access log was read: whether visitors are the reason is not known.`,
    };
  const perMinute = requestsPerMinute(requests);
  const attacked = addresses.some(({ judged }) => judged.verdict === 'malicious')
    ? ' There are attacks, but they are too small to be the reason.'
    : '';
  if (perMinute < fewRequestsPerCore * scene.machine.cores)
    return {
      id: 'not-web',
      text: `The server is busy${slowness.load}, but the web is not: ${counted(perMinute, 'request')} a minute. Look at processes, disk and database.${attacked}`,
    };
  return {
    id: 'busy',
    text: `The server is busy${slowness.load} with ${counted(perMinute, 'request')} a minute${attacked === '' ? ', and nobody stands out' : ''}: look at the busiest sites and pages.${attacked}`,
  };
};

function requestsPerMinute({
  requests,
  fromEpoch,
  toEpoch,
}: {
  readonly requests: number;
  readonly fromEpoch: number | null;
  readonly toEpoch: number | null;
}): number {
  const minutes = Math.max(1, ((toEpoch ?? 0) - (fromEpoch ?? 0)) / 60);
  return Math.round(requests / minutes);
}

/** Attacks that weigh little: worth a block, and not the reason of anything. A login attack by many is one, even if none of them alone is. */
export const smallAttackCause: Cause = (known) => {
  const { addresses, slowness, scene, limits } = known;
  const together = new Set(findingOf(known, 'distributed-login')?.addresses ?? []);
  const attackers = addresses.filter(({ judged, subject }) => judged.verdict === 'malicious' || together.has(subject.address));
  if (attackers.length === 0) return null;
  const who = `${counted(attackers.length, 'address attacks', 'addresses attack')} the sites`;
  const load = slowness.slow === 'no' ? ` The server is not slow now${slowness.load}.` : '';
  const malicious = attackers.filter(({ judged }) => judged.verdict === 'malicious');
  const todo = malicious.length === 0 ? protectLogin : whatToDo(malicious);
  const requests = attackers.reduce((sum, { share }) => sum + share.requests, 0);
  // Named by error logs or connections alone.
  if ((requestsIn(scene)?.requests ?? 0) === 0 || requests === 0) return { id: 'attack-without-load', text: `${who}.${load}${todo}` };
  const percent = percentOf(
    attackers.reduce((sum, { share }) => sum + share.part, 0),
    1,
  );
  const makes = attackers.length === 1 ? 'makes' : 'make';
  const text =
    percent < limits.dominantPercent.count
      ? `${who}, but ${makes} ${percent === 0 ? 'less than 1' : `only ${String(percent)}`}% of the requests.`
      : `${who}, with ${counted(requests, 'request')}: too few to slow a server down.`;
  return { id: 'attack-without-load', text: `${text}${load}${todo}` };
};

/** Worth knowing, and neither load nor an attack by somebody who can be named. What error logs say of the past is none of these. */
const warnings = ['login-succeeded', 'close-wait', 'pingback-flood', 'subnet-attack', 'only-proxies', 'own-server-tries'] as const;

export const warningCause: Cause = (known) => {
  const finding = warnings.flatMap((rule) => findingOf(known, rule) ?? [])[0];
  if (finding === undefined) return null;
  const load = known.slowness.slow === 'no' ? ` The server is not slow now${known.slowness.load}.` : '';
  return { id: finding.rule, text: `${finding.text}${load}` };
};

/** The last word: always says something. */
export const nothingWrong = ({ scene, slowness, addresses }: Parameters<Cause>[0]): { readonly id: string; readonly text: string } => {
  const requests = requestsIn(scene);
  const looked = [
    ...(requests === null ? [] : [counted(requests.requests, 'request')]),
    ...(scene.connections === null ? [] : [counted(scene.connections.total, 'connection')]),
    ...(scene.errors === null ? [] : [counted(scene.errors.lines, 'line of error logs', 'lines of error logs')]),
  ].join(', ');
  const suspicious = addresses.filter(({ judged }) => judged.verdict === 'suspicious').length;
  const worth = suspicious === 0 ? '' : ` ${counted(suspicious, 'address is', 'addresses are')} worth a look.`;
  const unread =
    requests === null
      ? ' No access log was read, so what visitors ask for is not known.'
      : scene.connections === null
        ? ' No connections were read.'
        : '';
  if (slowness.slow === 'no' && requests !== null)
    return {
      id: 'nothing-wrong',
      text: `Nothing is wrong: the server is not slow${slowness.load}, and no attack was found in ${looked}.${worth}${unread}`,
    };
  const load = slowness.slow === 'no' ? `The server is not slow${slowness.load}, and nothing` : 'Nothing';
  return { id: 'nothing-stands-out', text: `${load} stands out in ${looked}.${worth}${unread}` };
};
