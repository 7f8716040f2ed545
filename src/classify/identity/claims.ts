import type { KnownService } from '../../model/known-service.ts';

/** Finds the services that a user agent says it is. */
export type ClaimFinder = (agent: string) => readonly KnownService[];

/** No service announces itself further back than this; the rest is not looked at. */
const lookedAt = 1000;

/**
 * A claim is a service's word as a whole: `Googlebot/2.1`, but not `NotGooglebot`, a word in an address
 * (`example.com/Googlebot`), or one that the agent only likens itself to (`like FeedFetcher-Google`).
 *
 * One agent that names services of several publishers claims none of them: a phone that fetches a preview for its owner's
 * message calls itself `facebookexternalhit/1.1 Facebot Twitterbot/1.0`, and is neither.
 */
export function claimFinder(services: readonly KnownService[]): ClaimFinder {
  const byWord = new Map<string, KnownService[]>();
  for (const service of services) {
    for (const agent of service.agents) {
      const word = agent.toLowerCase();
      byWord.set(word, [...(byWord.get(word) ?? []), service]);
    }
  }
  const words = wordPattern([...byWord.keys()]);
  return (agent) => {
    const named = Array.from(agent.slice(0, lookedAt).matchAll(words), ([word]) => byWord.get(word.toLowerCase()) ?? []).flat();
    const publishers = new Set(named.map(({ publisher }) => publisher));
    return publishers.size === 1 ? [...new Set(named)] : [];
  };
}

// The longest first, so that `Googlebot-Image` is not read as another word that it begins with. Nothing here repeats, so
// that the time is that of the text's length.
function wordPattern(words: readonly string[]): RegExp {
  const any = words
    .toSorted((a, b) => b.length - a.length)
    .map((word) => word.replace(/[^a-z0-9]/g, (sign) => `\\x${sign.charCodeAt(0).toString(16).padStart(2, '0')}`))
    .join('|');
  return new RegExp(`(?<![\\w./@-])(?<!\\blike )(?:${any === '' ? '(?!)' : any})(?![a-z0-9@-])`, 'gi');
}
