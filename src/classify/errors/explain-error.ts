import type { ErrorGroup } from '../../model/error-report.ts';
import { type ErrorToExplain, isKnownAs } from './known-error.ts';
import { knownErrors } from './known-errors.ts';

/** What a kind of error means and what to do; nulls for one we do not know, which is not important then. */
export function explainError(error: ErrorToExplain): Pick<ErrorGroup, 'meaning' | 'advice' | 'important'> {
  const known = knownErrors.find((entry) => isKnownAs(entry, error));
  return { meaning: known?.meaning ?? null, advice: known?.advice ?? null, important: known?.important ?? false };
}
