import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BlockWorld, usualLimits } from '../../src/block/block-world.ts';
import { carryOut } from '../../src/block/carry-out.ts';
import type { Enforcer } from '../../src/block/enforcer.ts';
import { iptables } from '../../src/block/enforcers/iptables/iptables.ts';
import { nftables } from '../../src/block/enforcers/nftables/nftables.ts';
import { expire } from '../../src/block/expire.ts';
import { openJournal } from '../../src/block/journal/journal.ts';
import { newBlockId } from '../../src/block/new-block-id.ts';
import { undo } from '../../src/block/undo.ts';
import type { GuardReport } from '../../src/model/block-report.ts';
import { because, lacking, needs } from '../needs.ts';
import { type FirewallStage, firewallStage, foreignTable, visitor4, visitor6 } from './firewall-stage.ts';
import { connects, isShutOut, targetOf, value } from './firewall-story.ts';

interface Kind {
  readonly name: string;
  readonly needs: readonly string[];
  readonly programs: Readonly<Record<string, string>>;
  readonly enforcer: (stage: FirewallStage) => Enforcer;
  readonly putForeign: (stage: FirewallStage) => void;
  /** Takes all of ours away, as a restart does. */
  readonly sweep: (stage: FirewallStage) => void;
  /** Everything there is. */
  readonly rules: (stage: FirewallStage) => string;
}

const tablesPrograms = ['iptables', 'iptables-restore', 'ip6tables', 'ip6tables-restore'];
const iptablesKind = (kind: 'nft' | 'legacy'): Kind => ({
  name: `iptables-${kind} with ipset`,
  needs: ['ip', 'iptables', 'iptables-legacy', 'ipset'],
  programs: Object.fromEntries(tablesPrograms.map((program) => [program, program.replace('tables', `tables-${kind}`)])),
  enforcer: (stage) => iptables(stage.machine),
  putForeign: (stage) => {
    stage.print(`iptables-${kind}`, '-w', '-t', 'raw', '-A', 'PREROUTING', '-p', 'udp', '--dport', '53', '-j', 'NOTRACK');
    stage.give('create other-tool hash:ip comment\nadd other-tool 198.51.100.77 comment "not ours"\n', 'ipset', 'restore');
  },
  sweep: (stage) => {
    for (const [family, number] of [
      ['iptables', 4],
      ['ip6tables', 6],
    ] as const) {
      const raw = (...words: readonly string[]): string => stage.print(`${family}-${kind}`, '-w', '-t', 'raw', ...words);
      if (!raw('-S').includes('ACTIVE-CONNECTIONS')) continue;
      raw('-D', 'PREROUTING', '-j', 'ACTIVE-CONNECTIONS');
      raw('-F', 'ACTIVE-CONNECTIONS');
      raw('-X', 'ACTIVE-CONNECTIONS');
      stage.print('ipset', 'destroy', `active-connections-${number}`);
    }
  },
  rules: (stage) =>
    [
      ...['iptables', 'ip6tables'].map((tool) => stage.print(`${tool}-${kind}`, '-w', '-t', 'raw', '-S')),
      stage.print('ipset', 'save'),
    ].join('\n'),
});

const kinds: readonly Kind[] = [
  {
    name: 'nftables',
    needs: ['ip', 'nft'],
    programs: {},
    enforcer: (stage) => nftables(stage.machine),
    putForeign: (stage) => {
      stage.give(foreignTable, 'nft', '-f', '-');
    },
    sweep: (stage) => void stage.print('nft', 'delete', 'table', 'inet', 'active_connections'),
    rules: (stage) => stage.print('nft', '-s', 'list', 'ruleset'),
  },
  iptablesKind('nft'),
  iptablesKind('legacy'),
];

const silent: GuardReport = { refusals: [], warnings: [], offers: [], problems: [] };
const refusing: GuardReport = {
  ...silent,
  refusals: [{ id: 'allow-list', text: 'It is on a list of those that are let in.', wayOut: '', overridable: true }],
};

for (const kind of kinds) {
  const missing = lacking(...kind.needs);
  const ready = needs.root && missing.length === 0;

  describe.skipIf(!ready)(`${kind.name} after a restart${because(ready, `needs root and ${missing.join(', ')}`)}`, () => {
    let stage: FirewallStage;
    let foreign: string;
    let folder: string;
    let run: string;
    let lateSeconds: number;
    let world: BlockWorld;
    const rulesNow = (): string => kind.rules(stage).replaceAll(/ (?:timeout|expires|packets|bytes) \S+/g, '');

    beforeAll(async () => {
      stage = await firewallStage(kind.programs);
      kind.putForeign(stage);
      foreign = rulesNow();
    });
    afterAll(() => {
      stage.clear();
    });
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'active-connections-restart-'));
      run = 'before';
      lateSeconds = 0;
      world = {
        enforcers: [kind.enforcer(stage)],
        native: [],
        journal: openJournal(folder),
        lockPath: join(folder, 'changes.lock'),
        limits: usualLimits,
        nowEpoch: () => Math.floor(Date.now() / 1000) + lateSeconds,
        machineRun: () => ({ id: run, upSeconds: 600 }),
        newId: newBlockId,
      };
    });
    afterEach(async () => {
      value(await undo(world, { by: 'all' }, { by: 'the test', reason: '' }));
      expect(rulesNow()).toBe(foreign);
      rmSync(folder, { recursive: true, force: true });
    });

    const block = async (target: string): Promise<void> => {
      const request = { target: targetOf(target), scope: { kind: 'server' }, duration: '1h', reason: '', via: null } as const;
      const asked = { ...request, by: 'the test', confirmed: [], overrideReason: null };
      expect(value(await carryOut(world, asked, () => Promise.resolve(silent))).outcome).toBe('blocked');
    };
    const tick = async (says = silent) =>
      value(
        await expire(world, {
          patienceMs: 0,
          mostBlocks: 10,
          putBack: { askGuard: () => Promise.resolve(says), mostBlocks: 10, seconds: 60 },
        }),
      );

    it('stops the same packets again, and nothing of others is touched', async () => {
      await block(visitor4);
      await block('2001:db8:1:2::/64');
      kind.sweep(stage);
      expect([await connects(stage, visitor4), await connects(stage, visitor6), rulesNow()]).toEqual([true, true, foreign]);
      run = 'after';
      expect((await tick()).restored.flatMap(({ steps }) => steps.map(({ outcome }) => outcome))).toEqual(['blocked', 'blocked']);
      expect([await isShutOut(stage, visitor4), await isShutOut(stage, visitor6)]).toEqual([true, true]);
      // For what is left of its time: the end stands beside it.
      const held = value(await kind.enforcer(stage).list());
      const [record] = value(world.journal.read()).entries.flatMap((entry) => (entry.step === 'block-intent' ? [entry.untilEpoch] : []));
      expect(held.map(({ untilEpoch }) => untilEpoch)).toContain(record);
      const rules = rulesNow();
      expect((await tick()).restored).toEqual([]);
      expect(rulesNow()).toBe(rules);
    });

    it('stays open where somebody opened it while the machine ran on', async () => {
      await block(visitor4);
      kind.sweep(stage);
      expect((await tick()).restored).toEqual([]);
      expect([await connects(stage, visitor4), rulesNow()]).toEqual([true, foreign]);
    });

    it('stays open for whoever is let in by now, and for whom the time is over', async () => {
      await block(visitor4);
      await block(visitor6);
      kind.sweep(stage);
      run = 'after';
      lateSeconds = 3600;
      expect(await tick()).toMatchObject({ ended: [{}, {}], restored: [] });
      lateSeconds = 0;
      await block(visitor4);
      kind.sweep(stage);
      run = 'after that';
      expect(await tick(refusing)).toMatchObject({ restored: [{ refusal: refusing.refusals[0]?.text }] });
      expect((await tick()).restored).toEqual([]);
      expect([await connects(stage, visitor4), rulesNow()]).toEqual([true, foreign]);
    });
  });
}
