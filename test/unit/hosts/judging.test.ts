import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeOwnSources, describeSources } from '../../../src/hosts/describe-sources.ts';
import { openJudging } from '../../../src/hosts/judging.ts';
import { openMachine } from '../../../src/hosts/machine.ts';
import type { LogCatalog } from '../../../src/model/log-catalog.ts';
import type { SourcesReport } from '../../../src/model/sources-report.ts';
import type { Panel } from '../../../src/panels/panel.ts';
import { fileTree } from '../../file-tree.ts';
import { givenRange } from '../../given-address.ts';
import { maxMindFile } from '../../max-mind-file.ts';
import { because, needs } from '../../needs.ts';

const place = 'var/lib/active-connections/settings.json';
const settings = (count: number): string =>
  JSON.stringify({
    version: 1,
    limits: { loginFast: { count, seconds: 600 } },
    resellers: { look: true, blockOwn: true, server: {} },
  });

async function judgingWith(text: string | null): Promise<Awaited<ReturnType<typeof openJudging>>['needs']> {
  const root = fileTree({});
  mkdirSync(join(root, dirname(place)), { recursive: true, mode: 0o700 });
  if (text !== null) writeFileSync(join(root, place), text, { mode: 0o600 });
  const judging = await openJudging(root, 'standalone', 'elsewhere');
  judging.close();
  return judging.needs;
}

describe.skipIf(!needs.root)(`limits from the settings${because(needs.root, 'needs root')}`, () => {
  it('count, and say where they come from', async () => {
    const { limits, problems } = await judgingWith(settings(50));
    expect(limits.loginFast).toEqual({ count: 50, seconds: 600, origin: 'set in Settings; 10 as shipped' });
    expect(limits.loginSlow.origin).toMatch(/^measured/);
    expect(problems).toEqual([]);
  });

  it('that cannot be understood are told with the verdicts, which are then by the limits as shipped', async () => {
    const { limits, problems } = await judgingWith(settings(-3));
    expect(limits.loginFast.count).toBe(10);
    expect(problems.map(({ kind }) => kind)).toEqual(['unknown-format']);
    expect((await judgingWith(null)).problems).toEqual([]);
  });
});

describe('a database of countries that cannot be read', () => {
  const tree = { 'usr/share/GeoIP/GeoLite2-Country.mmdb': 'no database' };
  const nobodys = { accounts: ['alice'], uids: [1001], domains: ['alice.example'], ownAddresses: [] };
  const problemsFor = async (estate: typeof nobodys | null): Promise<readonly string[]> => {
    const { reviews } = openMachine(fileTree({ ...tree, 'proc/net/tcp': '' }), estate);
    const { verdicts } = await reviews.whole({ window: '1h', key: 'target', top: 20, site: null });
    return verdicts.problems.flatMap((problem) => ('path' in problem && problem.path.includes('GeoIP') ? [problem.path] : []));
  };

  it('is told with the verdicts, but not to whoever owns some sites only', async () => {
    expect(await problemsFor(null)).toEqual(['/usr/share/GeoIP/GeoLite2-Country.mmdb']);
    expect(await problemsFor(nobodys)).toEqual([]);
  });

  it('is among the sources, next to the ones in use; absence is silent', () => {
    const catalog = { accessLogs: [], errorLogs: [], places: [] } as unknown as LogCatalog;
    const panel = { name: 'standalone', version: null } as unknown as Panel;
    const databasesOf = (files: Parameters<typeof fileTree>[0]): SourcesReport['databases'] =>
      describeSources(panel, catalog, 'server.example', fileTree(files)).databases;
    const asn = maxMindFile({ type: 'GeoLite2-ASN', recordBits: 24, ipVersion: 4, networks: [[givenRange('192.0.2.0/24'), 'x']] });
    expect(databasesOf({ ...tree, 'var/lib/GeoIP/GeoLite2-ASN.mmdb': asn })).toMatchObject([
      { path: '/var/lib/GeoIP/GeoLite2-ASN.mmdb', type: 'GeoLite2-ASN', madeAt: expect.stringMatching(/^2026-/) as string, problem: null },
      { path: '/usr/share/GeoIP/GeoLite2-Country.mmdb', type: null, madeAt: null, problem: { kind: 'unknown-format' } },
    ]);
    expect(databasesOf({})).toEqual([]);
    expect(describeOwnSources(panel, catalog, 'server.example').databases).toEqual([]);
  });
});
