import type { Problem } from './problem.ts';
import type { Settings } from './settings.ts';

/** A limit as it is shipped: what may be changed, what it means, and where the figure comes from. */
export interface ShippedLimit {
  readonly name: string;
  readonly count: number;
  /** Null where the count is of one moment or of all that was read: then there is no span to change. */
  readonly seconds: number | null;
  readonly meaning: string;
  readonly origin: string;
}

/** What the owner of a server decided, and what can be decided. */
export interface SettingsReport {
  readonly settings: Settings;
  readonly limits: readonly ShippedLimit[];
  /** Resellers who are let in here by the panel's own privilege; null where the panel has no such thing. */
  readonly resellers: readonly string[] | null;
  /** The text of our own allow list; null where it cannot be read, or is too long for a form. */
  readonly allowList: string | null;
  readonly problems: readonly Problem[];
}

/** Settings as they shall be. */
export interface ChangedSettings {
  readonly settings: Settings;
  /** Null leaves it as it is. */
  readonly allowList: string | null;
}
