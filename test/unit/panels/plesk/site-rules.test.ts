import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { claimsIn } from '../../../../src/block/claims.ts';
import type { BlockOrder } from '../../../../src/model/block.ts';
import { type DomainName, parseDomainName } from '../../../../src/model/domain-name.ts';
import { parseIpAddress } from '../../../../src/model/ip-address.ts';
import type { Problem } from '../../../../src/model/problem.ts';
import { failed, ok, type Result } from '../../../../src/model/result.ts';
import { siteRuleText } from '../../../../src/panels/plesk/site-rule-text.ts';
import { siteRules, siteRuleTargets } from '../../../../src/panels/plesk/site-rules.ts';
import { enforcerContract } from '../../../contract/enforcer-contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'active-connections-site-rules-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
const claims = claimsIn(join(folder, 'state'));
const domain = parseDomainName('shop.example');
const address = parseIpAddress('203.0.113.7');
if (domain === undefined || address === undefined) throw new Error('no site');

/** What stands in the site's configuration, as the hook gave it. */
let configuration = '';
let plesk: Result<null, Problem> = ok(null);
const rebuild = (site: DomainName): Promise<Result<null, Problem>> => {
  const targets = siteRuleTargets(claims, site);
  if (plesk.ok && targets.ok) configuration = siteRuleText(targets.value).nginx;
  return Promise.resolve(plesk);
};
const make = (): ReturnType<typeof siteRules> => siteRules({ claims, rebuild, hookIsThere: () => Promise.resolve(ok(null)) });
const breakPlesk = (): void => {
  plesk = failed({ kind: 'program-failed', program: 'plesk', exitCode: 1, detail: 'nginx -t' });
};

enforcerContract("Plesk's site rules", make, {
  scope: { kind: 'domain', domain },
  rounds: 3,
  breakNextApply: () => {
    breakPlesk();
    return Promise.resolve(() => {
      plesk = ok(null);
      return Promise.resolve();
    });
  },
});

describe("Plesk's site rules, beside the contract", () => {
  const order: BlockOrder = {
    id: 'b-00000000000000aa',
    target: address,
    scope: { kind: 'domain', domain },
    untilEpoch: null,
    reason: 'why',
  };

  it('are in the configuration as long as they are kept', async () => {
    await make().apply(order);
    expect(configuration).toBe('deny 203.0.113.7;\n');
    await make().lift(order);
    expect(configuration).toBe('');
  });

  it('stay on the list when Plesk could not take them out', async () => {
    await make().apply(order);
    breakPlesk();
    expect((await make().lift(order)).ok).toBe(false);
    expect(await make().readBack(order)).toMatchObject({ value: { id: order.id } });
    plesk = ok(null);
    expect(await make().lift(order)).toEqual({ ok: true, value: 'lifted' });
  });

  it('are not stored where Plesk does not ask for them', async () => {
    const problem: Problem = { kind: 'service-stopped', service: 'hook', detail: '' };
    const outcome = await siteRules({ claims, rebuild, hookIsThere: () => Promise.resolve(failed(problem)) }).apply(order);
    expect(outcome).toEqual({ ok: false, problem });
    expect(claims.all()).toEqual({ ok: true, value: [] });
  });

  it('give each web server its own words', () => {
    expect(siteRuleText([])).toEqual({ nginx: '', apache: '' });
    expect(siteRuleText([address]).apache).toContain(`<If "-R '203.0.113.7'">\nRequire all denied\n`);
  });
});
