/** One log with a line of every shape, and everything the review says of it: the JSON of the command, looked over by hand. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { reviewAccess } from '../../../src/actions/review-access.ts';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

for (const [name, key] of [
  ['shapes.json', 'target'],
  ['shapes-by-path.json', 'path'],
] as const) {
  it(`shapes.log gives ${name}`, async () => {
    const report = await reviewAccess(
      {
        logs: [{ path: here('shapes.log'), kind: 'access', site: 'carol.example', trust: { in: 'system' } }],
        problems: [],
        windowEnd: { at: 'newest-line' },
        nameSite: (host) => host,
        seed: 1,
      },
      { window: '15m', key, site: null, address: null, page: null, top: null },
    );
    const withoutPlace = { ...report, files: report.files.map((file) => ({ ...file, path: 'shapes.log' })) };
    expect(withoutPlace).toEqual(JSON.parse(readFileSync(here(name), 'utf8')));
  });
}
