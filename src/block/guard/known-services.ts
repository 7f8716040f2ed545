import { type ServiceKind, serviceKinds } from '../../model/identity.ts';
import { overlaps } from '../../model/ip-range.ts';
import { assertNever } from '../../model/result.ts';
import { isSingle } from '../../model/block-target.ts';
import { type Check, type Finding, type GuardQuestion, refuse, warn } from './guard-facts.ts';
import { isOrHolds, named } from './names.ts';

/** Services whose ranges or names prove who they are. What they only claim to be counts for nothing. */
export const knownServices: Check = (question, { knownRanges, identity }) => {
  const proved = isSingle(question.target) && identity?.status === 'verified' && identity.kind !== null ? [identity] : [];
  const met = [
    ...knownRanges.filter(({ covers }) => overlaps(question.target, covers)),
    ...(identity?.ranges ?? []),
    ...proved.map(({ kind, service, claim }) => ({ kind: kind ?? 'fetcher', service: service ?? claim ?? 'a known service' })),
  ];
  return serviceKinds.flatMap((kind) => {
    const services = met.filter((service) => service.kind === kind).map(({ service }) => service);
    const finding = services.length === 0 ? null : ofKind(kind, question, named(services));
    return finding === null ? [] : [finding];
  });
};

function ofKind(kind: ServiceKind, { target, scope }: GuardQuestion, services: string): Finding | null {
  switch (kind) {
    case 'cdn': {
      const text = `${isOrHolds(target, `part of ${services}, which stands in front of sites`)}: many visitors come through it.`;
      const wayOut =
        'Block at the edge, in its own settings, or let the web server log the real address and block that by a rule of the site.';
      return scope.kind === 'server' ? refuse('cdn', text, wayOut) : warn('cdn', text, wayOut);
    }
    case 'panel':
      return refuse(
        'panel-service',
        `${isOrHolds(target, `part of ${services}, which the panel needs`)}: for its licence, certificates or updates.`,
        'Leave it; its requests are few.',
      );
    case 'monitor':
      return warn(
        'monitor',
        `${isOrHolds(target, `part of ${services}, which watches sites`)}: it would report them as down.`,
        'Ask who ordered it, and let them slow it down.',
      );
    case 'payment':
      return warn(
        'payment',
        `${isOrHolds(target, `part of ${services}, which reports payments`)}: shops would miss orders.`,
        'Let the shop check what it sends.',
      );
    case 'mail':
      if (scope.kind !== 'server') return null;
      return warn(
        'mail-service',
        `${isOrHolds(target, `part of ${services}, a large mail service`)}: mail from its users would be lost.`,
        'Limit what one sender may send in the mail server.',
      );
    case 'search':
    case 'ai':
    case 'seo':
    case 'social':
    case 'fetcher':
    case 'compliance':
      return warn(
        'verified-crawler',
        `${isOrHolds(target, `part of ${services}, and that is proved`)}: sites would vanish from what it serves.`,
        'Tell it in robots.txt to come less often, or let the web server answer 429; it keeps to both.',
      );
    // Whoever scans the whole Internet may be kept out by anybody.
    case 'scanner':
      return null;
    default:
      return assertNever(kind);
  }
}
