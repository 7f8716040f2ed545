/** Put in by the bundler (`build/bundle.mjs`): the version of package.json. */
declare const VERSION: string;

/**
 * Given to each part of the bundle (`build/part-loader.mjs`): V8's compiled code of all parts loaded by now, and the file beside
 * the bundle from which the next start takes it.
 */
declare const codeCache: () => { readonly path: string; readonly bytes: Uint8Array };
