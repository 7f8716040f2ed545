import type { Enforcer } from './enforcer.ts';

/** How blocks that a restart sweeps away come back: in so many minutes by a timer, by hand (no timer is known), or not at all. */
export type ComesBack = { readonly by: 'timer'; readonly minutes: number } | { readonly by: 'hand' } | { readonly by: 'nothing' };

/** The same enforcer, which also says before the click what a restart of the server does to its blocks. */
export function tellingOfRestart(enforcer: Enforcer, comesBack: ComesBack): Enforcer {
  if (enforcer.outlivesRestart === 'all') return enforcer;
  const what = enforcer.outlivesRestart === 'none' ? 'a block' : 'a block with an end';
  return { ...enforcer, stops: `${enforcer.stops} A restart of the server sweeps ${what} away; ${comesBackText(comesBack)}.` };
}

function comesBackText(comesBack: ComesBack): string {
  switch (comesBack.by) {
    case 'timer':
      return `it comes back within about ${String(comesBack.minutes)} minutes`;
    case 'hand':
      return 'it comes back when “active-connections expire” is run, for which no timer is known here';
    case 'nothing':
      return 'it has to be set again';
  }
}
