import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseIpAddress } from '../../../src/model/ip-address.ts';
import { readBehaviours } from '../../../src/sources/behaviours/read-behaviours.ts';
import { fileTree } from '../../file-tree.ts';
import { judged } from '../../unit/classify/scenes.ts';
import { logOf, reader } from './log-lines.ts';

const ownAddresses = ['192.0.2.1'].flatMap((address) => parseIpAddress(address) ?? []);
const anyTime = { fromEpoch: -Infinity, toEpoch: Infinity };

/** The first sentence on a slow server whose own address is asked about so in its log. */
async function sentenceOn(target: string): Promise<string> {
  const agent = 'WordPress/6.8; https://alice.example';
  const calls = { address: '192.0.2.1', method: 'POST', target, times: 3000, every: 0.2, agent };
  const root = fileTree({ 'alice.example': logOf([...reader('198.51.100.10'), calls]) });
  const { behaviours } = await readBehaviours({
    logs: [{ path: join(root, 'alice.example'), kind: 'access', site: 'alice.example', trust: { in: 'system' } }],
    errorLogs: [],
    candidates: { addresses: ownAddresses, leftOut: 0 },
    span: anyTime,
    errorSpan: anyTime,
    areLive: false,
    nameSite: (host) => host,
    seed: 12345,
  });
  const slow = { machine: { cores: 4, loadAverage: [12, 8, 4] }, nowEpoch: behaviours.toEpoch } as const;
  return judged({ behaviours, ownAddresses, ...slow }).cause.text;
}

it('a server that asks itself is told what it asks for', async () => {
  expect(await sentenceOn('/wp-cron.php?doing_wp_cron=1795329585.1')).toMatch(
    /^This server asks itself: WordPress' planned tasks \(wp-cron\.php\)/,
  );
  expect(await sentenceOn('/warm-up?page=7')).toMatch(/^This server itself makes \d+% of the requests\./);
});
