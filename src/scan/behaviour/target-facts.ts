import type { FoundHole } from './exploit-paths.ts';
import type { TargetPayload } from './target-payload.ts';
import type { loginOf, userEnumerationOf } from './wordpress.ts';

/** All that a target says by itself, whoever asked for it and whatever was answered. */
export interface TargetFacts {
  /** Without its query, as it stands in the log, cut. */
  readonly page: string;
  /** Normalised, cut. */
  readonly path: string;
  readonly isAsset: boolean;
  readonly isProgram: boolean;
  /** Of a POST. */
  readonly login: ReturnType<typeof loginOf>;
  readonly isXmlrpc: boolean;
  readonly isForJetpack: boolean;
  /** Of a POST: see `doorOf`. */
  readonly door: string | null;
  readonly isCommentDoor: boolean;
  readonly userEnumeration: ReturnType<typeof userEnumerationOf>;
  readonly isAdminPage: boolean;
  readonly isScriptOrSecret: boolean;
  readonly isSecret: boolean;
  readonly isShell: boolean;
  readonly isOwnScript: boolean;
  /** An archive, by its name without the ending. */
  readonly archive: string | null;
  readonly payload: TargetPayload | null;
  readonly hole: FoundHole | null;
  readonly isCacheBuster: boolean;
  readonly isSearch: boolean;
}

type PlainFacts = Pick<TargetFacts, 'page' | 'path' | 'isAsset' | 'isProgram'>;
type TellingFacts = Omit<TargetFacts, keyof PlainFacts>;

/** What most targets say beyond their plain facts. */
const nothing: TellingFacts = {
  login: null,
  isXmlrpc: false,
  isForJetpack: false,
  door: null,
  isCommentDoor: false,
  userEnumeration: null,
  isAdminPage: false,
  isScriptOrSecret: false,
  isSecret: false,
  isShell: false,
  isOwnScript: false,
  archive: null,
  payload: null,
  hole: null,
  isCacheBuster: false,
  isSearch: false,
};
const telling = Object.keys(nothing) as (keyof TellingFacts)[];

class PlainTarget implements PlainFacts {
  readonly page: string;
  readonly path: string;
  readonly isAsset: boolean;
  readonly isProgram: boolean;

  constructor({ page, path, isAsset, isProgram }: PlainFacts) {
    this.page = page;
    // One text in place of two.
    this.path = path === page ? page : path;
    this.isAsset = isAsset;
    this.isProgram = isProgram;
  }
}
Object.assign(PlainTarget.prototype, nothing);

/**
 * The same facts in a third of the memory where they say nothing, because tens of thousands are kept at a time: what all
 * such targets have in common stands once, behind them. Take its fields by name; spreading leaves those out.
 */
export const smallest = (facts: TargetFacts): TargetFacts =>
  telling.every((key) => facts[key] === nothing[key]) ? (new PlainTarget(facts) as PlainTarget & TellingFacts) : facts;
