/** Put in by the bundler (`build/bundle.mjs`): the version of package.json. */
declare const VERSION: string;
