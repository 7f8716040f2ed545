import type { Operator } from '../model/operator.ts';
import { isFormToken, makeFormToken, type TokenMaker } from './form-token.ts';
import { type Rights, rightsOf } from './permissions.ts';

/** Whoever looks at a page, and what it lets them do. */
export interface Viewer {
  readonly operator: Operator;
  readonly rights: Rights;
  /** For the forms of this page; null where a page has none, because it is kept as a file. */
  readonly token: string | null;
  readonly isOwnToken: (token: string) => boolean;
}

/** @param tokens null for a page that is kept as a file: nothing can be changed from it */
export function viewerOf(operator: Operator, tokens: TokenMaker | null): Viewer {
  const rights = rightsOf(operator);
  if (tokens === null) return { operator, rights: { ...rights, change: false, override: false }, token: null, isOwnToken: () => false };
  let token: string | undefined;
  return {
    operator,
    rights,
    // Made for the first form, because most pages are wanted sooner than what a proof needs is loaded.
    get token() {
      return (token ??= makeFormToken(tokens, operator.name, operator.session));
    },
    isOwnToken: (token) => isFormToken(tokens, token, operator.name, operator.session),
  };
}
