// @ts-check
import { defineConfig } from 'vitest/config';
import { kernelForVite } from './kernel.mjs';
import { servicesForVite } from './services.mjs';
import { templatesForVite } from './templates.mjs';

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  plugins: [...(templatesForVite() ?? []), ...(kernelForVite() ?? []), ...(servicesForVite() ?? [])],
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Test files that share the two cores must not make each other's servers and browsers late.
    maxWorkers: 2,
  },
});
