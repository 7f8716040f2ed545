import type { AddressBehaviour } from '../../model/behaviour.ts';
import type { GuardFacts, SignsOfSharing, SuccessfulLogin } from '../guard/guard-facts.ts';

type Facts = Pick<GuardFacts, 'siteLogins' | 'sharing'>;

/** Whom access logs show to be people behind an address or range: logged in to a site, or many of them at once. */
export function peopleSeen(behaviours: readonly AddressBehaviour[], isRange: boolean): Facts {
  const [only] = behaviours;
  return { siteLogins: behaviours.flatMap(siteLogin), sharing: isRange || only === undefined ? null : sharingOf(only) };
}

/** Pages that WordPress shows to nobody who is not logged in: that is more than a 302 after a password, which a plugin may give anybody. */
function siteLogin({ address, worksInAdmin, loginsAfterFailures, sites, lastEpoch }: AddressBehaviour): readonly SuccessfulLogin[] {
  if (!worksInAdmin || lastEpoch === null) return [];
  const site = sites.length === 1 ? (sites[0]?.site ?? '') : '';
  const failures = Math.max(0, ...loginsAfterFailures.map(({ failuresBefore }) => failuresBefore));
  const where = `WordPress${site === '' ? '' : ` of ${site}`}`;
  return [
    { address, epoch: lastEpoch, what: failures === 0 ? where : `${where} (after ${failures} wrong passwords: it may be an intruder)` },
  ];
}

const sharingOf = ({ distinctAgents, assets, worksInAdmin, loginsAtOnce, loginsAfterFailures }: AddressBehaviour): SignsOfSharing => ({
  distinctAgents,
  assets,
  logins: Math.max(loginsAtOnce + loginsAfterFailures.length, worksInAdmin ? 1 : 0),
});
