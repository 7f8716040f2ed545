/** Put in by the bundler (`build/bundle.mjs`): the version of package.json. */
declare const VERSION: string;

/**
 * Given to each part of the bundle (`build/parts.mjs`): V8's compiled code of all parts loaded by now, as the file beside
 * the bundle holds it, from which the next start takes it.
 */
declare const codeCache: () => Uint8Array;
