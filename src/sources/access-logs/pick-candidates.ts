import { type IpAddress, parseIpAddress } from '../../model/ip-address.ts';
import type { AddressTable, MarkedAddress } from '../../scan/access/access-engine.ts';
import { bytesAsText } from '../../scan/access/bytes-as-text.ts';

export interface CandidateQuestion {
  /** Looked at whatever they did in the logs: addresses with connections now. */
  readonly named: readonly IpAddress[];
  /** How many at most; 4,096 where it is not said. */
  readonly most?: number;
}

const mostCandidates = 4_096;
/** Looked at for their number of requests alone. */
const busiest = 100;
/** So many different user agents are no one person's. */
const manyAgents = 6;
/** So much of what visitors do, too, now and then, is worth a look: logins, comments and forms; pages not to be had, where most are. */
const manyPostings = 5;
/** So many requests that are none tell something of those, too, who otherwise load pages with their images and styles. */
const manyStrange = 5;
const manyTurnedAway = 10;

/**
 * The addresses worth a closer look: the named ones, then the busiest, then all that did anything hostile or strange,
 * strongest first. How many of the last there was no room for is said.
 */
export function pickCandidates(
  addresses: AddressTable,
  { named, most = mostCandidates }: CandidateQuestion,
): { addresses: IpAddress[]; leftOut: number } {
  const all = addresses.top(null);
  const chosen = new Set<IpAddress>(named.slice(0, most));
  const add = (marked: MarkedAddress): boolean => {
    const address = parseIpAddress(bytesAsText(marked.key));
    // A host name is nothing that could be judged or blocked.
    if (address === undefined || chosen.has(address)) return true;
    if (chosen.size >= most) return false;
    chosen.add(address);
    return true;
  };
  all.slice(0, busiest).forEach(add);
  const suspects = all
    .map((marked) => ({ marked, strength: strengthOf(marked) }))
    .filter(({ strength }) => strength > 0)
    .sort((a, b) => b.strength - a.strength);
  const leftOut = suspects.filter(({ marked }) => !add(marked)).length;
  return { addresses: [...chosen], leftOut };
}

/** How much one request of each kind weighs: what only attackers do before what visitors do, too. */
function strengthOf(marked: MarkedAddress): number {
  const { login, xmlrpc, userEnumeration, refusedScript, suspect, withoutPage, posting, turnedAway, page } = marked.kinds;
  const tool = marked.namesTool ? 1_000 : 0;
  const asPeople = loadsAsPeopleDo(marked);
  const agents = marked.fewestAgents >= manyAgents && !asPeople ? 10 * marked.fewestAgents : 0;
  const strange = withoutPage >= manyStrange || !asPeople ? withoutPage : 0;
  // Who sent nothing but passwords, however few, may be one of many.
  const posts = posting >= manyPostings || posting === marked.count ? 5 * posting : 0;
  const lost = turnedAway >= manyTurnedAway && turnedAway >= page ? turnedAway : 0;
  return 20 * (login + xmlrpc) + 10 * (refusedScript + userEnumeration) + 2 * suspect + strange + agents + tool + posts + lost;
}

/** As `browsesLikePerson` has it: an office behind one address has many browsers, and now and then somebody opens the wrong port. */
const loadsAsPeopleDo = ({ kinds: { page, asset }, count }: MarkedAddress): boolean => page > 0 && asset >= 3 && asset * 10 >= count;
