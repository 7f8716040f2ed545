import type { AddressBehaviour, SignHit } from '../../model/behaviour.ts';

/** Scripts and secrets that an address asked for and did not get; what an error log says of them can be forged, and is no part. */
export const probesOf = ({ signs }: AddressBehaviour): readonly SignHit[] =>
  [...(signs['missing-script']?.hits ?? []), ...(signs.secret?.hits ?? [])].filter(
    ({ status }) => status !== null && (status < 200 || status >= 300),
  );

/** At least half of what it asked for, and no image or style. */
export const doesLittleElse = (one: AddressBehaviour): boolean =>
  one.assets === 0 && probesOf(one).length * 2 >= one.requests - one.refusedByUs;

/** How many addresses asked for each of them. */
export function askersOf(addresses: readonly AddressBehaviour[]): ReadonlyMap<string, number> {
  const askers = new Map<string, number>();
  for (const one of addresses)
    for (const what of new Set(probesOf(one).map((hit) => hit.what))) askers.set(what, (askers.get(what) ?? 0) + 1);
  return askers;
}
