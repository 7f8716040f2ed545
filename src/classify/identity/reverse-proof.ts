import type { KnownService } from '../../model/known-service.ts';
import type { ReverseAnswer } from '../../model/reverse-names.ts';

/** What DNS says of a claim. `open`: it was not asked yet; `undecided`: it cannot tell. */
export type ReverseProof = 'proved' | 'denied' | 'undecided' | 'open';

/**
 * Holds a service's reverse names against what DNS says of an address. One name that leads back is enough. DNS denies only where
 * it answers: no name, none of the service's, or one of them that leads elsewhere. AI crawlers are never denied: they
 * run on rented machines, and move to new ones before the world hears of it.
 */
export function reverseProof(service: KnownService, answer: ReverseAnswer): ReverseProof {
  if (service.reverse.length === 0) return 'undecided';
  if (answer.state === 'unknown') return 'open';
  if (answer.state === 'silent') return 'undecided';
  const own = answer.names.filter(({ name }) => service.reverse.some((rule) => isNamedBy(name, rule)));
  if (own.some(({ forward }) => forward === 'confirmed')) return 'proved';
  const isOpen = own.some(({ forward }) => forward === 'silent' || (forward === 'missing' && service.forwardMayBeMissing));
  return isOpen || service.kind === 'ai' ? 'undecided' : 'denied';
}

/** `.googlebot.com` names everything below googlebot.com; `google-proxy-*.googleusercontent.com` what begins and ends so. */
export function isNamedBy(name: string, rule: string): boolean {
  const [head = '', tail] = rule.split('*');
  return tail === undefined ? name.endsWith(rule) : name.startsWith(head) && name.slice(head.length).endsWith(tail);
}
