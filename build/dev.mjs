// @ts-check
/** Builds, serves, and starts anew whenever a source or a template changes. */
import { spawn } from 'node:child_process';
import { context } from 'esbuild';
import { bundleOptions, bundlePath } from './bundle.mjs';

const options = bundleOptions();
/** @type {import('node:child_process').ChildProcess | undefined} */
let server;

const restart = {
  name: 'restart',
  /** @param {import('esbuild').PluginBuild} build */
  setup(build) {
    build.onEnd((result) => {
      if (result.errors.length > 0) return;
      server?.kill();
      server = spawn(process.execPath, [bundlePath, 'serve', ...process.argv.slice(2)], { stdio: 'inherit' });
    });
  },
};

const watcher = await context({ ...options, plugins: [...(options.plugins ?? []), restart] });
await watcher.watch();
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.on(signal, () => {
    server?.kill();
    void watcher.dispose().then(() => process.exit(0));
  });
}
