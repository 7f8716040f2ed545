import type { DomainName } from './domain-name.ts';

/**
 * What a name says when it is asked for its addresses: `confirmed`, the address is among them; `denied`, only others are;
 * `missing`, the name does not exist or has none; `silent`, nobody answered.
 */
export type ForwardAnswer = 'confirmed' | 'denied' | 'missing' | 'silent';

/**
 * What DNS says of an address. `unknown`: not asked yet. `silent`: nobody answered, or could not. `named`: its names, of
 * which there are none when DNS says so.
 */
export type ReverseAnswer =
  | { readonly state: 'unknown' }
  | { readonly state: 'silent' }
  | { readonly state: 'named'; readonly names: readonly { readonly name: DomainName; readonly forward: ForwardAnswer }[] };
