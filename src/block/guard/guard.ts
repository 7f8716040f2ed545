import type { GuardAnswer, GuardId, GuardReport } from '../../model/block-report.ts';
import { rangeAround } from '../../model/ip-range.ts';
import { parseIpAddress } from '../../model/ip-address.ts';
import { isSingle } from '../../model/block-target.ts';
import { isIpv6Target } from '../target.ts';
import { allowLists } from './allow-lists.ts';
import { type Check, type Finding, type GuardFacts, type GuardQuestion, warn } from './guard-facts.ts';
import { infrastructure } from './infrastructure.ts';
import { knownServices } from './known-services.ts';
import { liveLogins } from './live-logins.ts';
import { ownMachine } from './own-machine.ts';
import { people } from './people.ts';
import { reservedRanges } from './reserved.ts';
import { width } from './width.ts';

/** In the order a person reads them: what concerns them most comes first. */
const checks: readonly Check[] = [
  ownMachine,
  reservedRanges,
  liveLogins,
  infrastructure,
  allowLists,
  knownServices,
  people,
  width,
  couldNotLook,
];

/**
 * What speaks against a block. Every check is by overlap, so that a range is asked about everything in it; addresses are
 * compared as numbers, never as text. Pure: the answer depends on nothing but its arguments.
 */
export function guard(question: GuardQuestion, facts: GuardFacts): GuardReport {
  const findings = checks.flatMap((check) => check(question, facts));
  const of = (level: Finding['level']): readonly GuardAnswer[] =>
    findings.filter((finding) => finding.level === level).map(({ id, text, wayOut, overridable }) => ({ id, text, wayOut, overridable }));
  return { refusals: of('refuse'), warnings: of('warn'), offers: offersFor(question), problems: [...facts.problems, ...facts.notToTheEnd] };
}

function couldNotLook(_: GuardQuestion, { problems }: GuardFacts): readonly Finding[] {
  if (problems.length === 0) return [];
  const places = problems.length === 1 ? 'one place' : `${problems.length} places`;
  return [
    warn(
      'could-not-look',
      `What is let in could not be read in ${places}: an address that stands there would not be noticed.`,
      'Look at the reasons, and at these places by hand.',
    ),
  ];
}

/** One IPv6 visitor has a whole /64 and leaves a blocked address in a second. */
function offersFor({ target }: GuardQuestion): GuardReport['offers'] {
  const address = isSingle(target) && isIpv6Target(target) ? parseIpAddress(target) : undefined;
  if (address === undefined) return [];
  const subnet = rangeAround(address, 64);
  return [
    {
      id: 'whole-subnet',
      text: `One visitor usually has all of ${subnet} and may change the address at will: block that.`,
      target: subnet,
    },
  ];
}

/** What still stands in the way of a request that confirms some of the guard's answers. */
export function standsInTheWay(
  { refusals, warnings }: Pick<GuardReport, 'refusals' | 'warnings'>,
  confirmed: readonly GuardId[],
  overrideReason: string,
): { readonly refusals: readonly GuardAnswer[]; readonly warnings: readonly GuardAnswer[] } {
  const isConfirmed = ({ id }: GuardAnswer): boolean => confirmed.includes(id);
  return {
    refusals: refusals.filter((answer) => !answer.overridable || !isConfirmed(answer) || overrideReason === ''),
    warnings: warnings.filter((answer) => !isConfirmed(answer)),
  };
}
