import { limitTable } from '../classify/limits.ts';
import type { Problem } from '../model/problem.ts';
import type { Result } from '../model/result.ts';
import type { ChangedSettings, SettingsReport, ShippedLimit } from '../model/settings-report.ts';

/** Where settings are kept. A host has one for administrators; who may ask it is decided before (`web/permissions.ts`). */
export interface SettingsKeeper {
  read(): Promise<SettingsReport>;
  /** Problems: cannot-do, write-failed; what was there before then still holds, or a part of it is changed. */
  write(changed: ChangedSettings): Promise<Result<null, Problem>>;
}

/** Every limit that rules use, in the order of the table. */
export const shippedLimits: readonly ShippedLimit[] = Object.entries(limitTable).map(([name, limit]) => ({ name, ...limit }));
