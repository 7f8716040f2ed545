import type { ServerBlocks } from './operator.ts';

/** What resellers may do here, as the owner of the server decided. */
export interface ResellerSettings {
  /** See the sites, errors and connections of their own accounts. */
  readonly look: boolean;
  /** Block for the sites of their own accounts, one at a time, in the `.htaccess` of the site. */
  readonly blockOwn: boolean;
  /** Who may block for the whole server, by name, and how often in an hour: nobody who is not named here. */
  readonly server: Readonly<Record<string, ServerBlocks>>;
}

/** What the owner of a server may set. */
export interface Settings {
  /** Changed limits of rules, by their names; all others are as shipped. */
  readonly limits: Readonly<Record<string, { readonly count: number; readonly seconds: number | null }>>;
  readonly resellers: ResellerSettings;
}

export const usualSettings: Settings = { limits: {}, resellers: { look: true, blockOwn: true, server: {} } };

/** For as long as nobody knows what was decided: the limits as shipped, and nothing for resellers. */
export const strictSettings: Settings = { limits: {}, resellers: { look: false, blockOwn: false, server: {} } };
