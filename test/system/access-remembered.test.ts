import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { because, lacking, needs } from '../needs.ts';

const bundle = resolve(import.meta.dirname, '../../build/out/active-connections.cjs');
const missing = lacking('unshare', 'mount');
const able = needs.root && missing.length === 0;

interface Answer {
  readonly memory: string;
  readonly parsed: number;
  readonly bytes: number;
  readonly bytesRemembered: number;
}

/** Runs a shell story on a machine whose logs and state are its own: in a mount namespace, on empty folders in memory. */
async function story(script: string): Promise<string[]> {
  const stage = [
    'mount -t tmpfs none /var/log && mkdir /var/log/nginx',
    // All of /var/lib, so that nothing of it is left on this machine.
    'mount -t tmpfs none /var/lib && mkdir -m 700 /var/lib/active-connections',
    `pages() { "${process.execPath}" "${bundle}" pages --json --top 1 --window "$1" | tr -d '\\n'; echo; }`,
    `line() { echo "203.0.113.7 - - [$(LC_ALL=C date '+%d/%b/%Y:%H:%M:%S %z')] \\"GET $1 HTTP/1.1\\" 200 5 \\"-\\" \\"Mozilla/5.0\\"" >> /var/log/nginx/access.log; }`,
    script,
  ];
  const { stdout } = await promisify(execFile)('unshare', ['--mount', '/bin/bash', '-e', '-c', stage.join('\n')], {
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
  });
  return stdout.trim().split('\n');
}

const answers = async (script: string): Promise<Answer[]> => (await story(script)).map((line) => JSON.parse(line) as Answer);

describe.skipIf(!able)(`a server's own logs, read again${because(able, `needs root ${missing.join(' ')}`)}`, () => {
  for (const window of ['24h', 'all']) {
    it(`are read only where they grew: ${window}`, async () => {
      const [first, again, grown] = await answers(`line /1; line /2; pages ${window}; pages ${window}; line /3; pages ${window}`);
      expect(first).toMatchObject({ memory: 'none', parsed: 2, bytesRemembered: 0 });
      expect(again).toMatchObject({ memory: 'used', parsed: 2, bytesRemembered: first?.bytes });
      expect(grown).toMatchObject({ memory: 'used', parsed: 3, bytesRemembered: first?.bytes });
    });
  }

  it('give several viewers at once the same answer, and leave nothing behind but the memory', async () => {
    const lines = await story(
      'line /1; line /2; for at in 1 2 3 4; do pages all > /var/log/$at & done; wait; cat /var/log/[1-4]; ls -A /var/lib/active-connections; stat -c %a /var/lib/active-connections/*',
    );
    expect(lines.slice(0, 4).map((line) => (JSON.parse(line) as Answer).parsed)).toEqual([2, 2, 2, 2]);
    expect(lines.slice(4)).toEqual(['access-all-target.memory', '600']);
  });

  it('are read without a memory when its folder lets others in', async () => {
    const [first, again] = await answers('chmod 755 /var/lib/active-connections; line /1; pages all; pages all');
    expect([first?.memory, again?.memory]).toEqual(['not-asked', 'not-asked']);
  });

  it('are not waited for when the holder of the memory is dead', async () => {
    const [answer] = await answers(
      `line /1; echo '{"pid":1,"startTicks":"12"}' > /var/lib/active-connections/access-all-target.memory.lock; pages all`,
    );
    expect(answer).toMatchObject({ memory: 'none', parsed: 1 });
  });
});
