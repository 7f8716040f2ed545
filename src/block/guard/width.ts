import { isIpv6Target, widthOf } from '../target.ts';
import { type Check, never, refuse } from './guard-facts.ts';

/** The widest a click may block, and the widest anybody may. */
const widest = { 4: { click: 24, ever: 16 }, 6: { click: 48, ever: 32 } } as const;

/** How much is blocked at once. */
export const width: Check = ({ target }) => {
  const limits = widest[isIpv6Target(target) ? 6 : 4];
  const bits = widthOf(target);
  if (bits >= limits.click) return [];
  const text = `${target} is wider than /${limits.click}: it holds the customers of whole providers.`;
  if (bits < limits.ever)
    return [never('too-wide', text, `Block smaller ranges; nothing wider than /${limits.ever} is ever blocked from here.`)];
  return [refuse('too-wide', text, `Block the /${limits.click} ranges that really attack.`)];
};
