import { type Cause, findingOf } from './case.ts';

/** A site that fails, or is far busier than it usually is: perhaps nobody's fault, but not nothing. */
export const siteTroubleCause: Cause = (known) => {
  const finding = findingOf(known, 'failing-site') ?? findingOf(known, 'busy-site');
  return finding === undefined ? null : { id: finding.rule, text: finding.text };
};
