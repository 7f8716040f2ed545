import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { because, lacking, needs } from '../needs.ts';
import { type FirewallStage, firewallStage, visitor6 } from './firewall-stage.ts';
import { connects, isShutOut } from './firewall-story.ts';

const missing = lacking('nft', 'ip');
const isPossible = needs.root && missing.length === 0;

describe.skipIf(!isPossible)(`the words of firewall stories${because(isPossible, `needs root, ${missing.join(', ')}`)}`, () => {
  let stage: FirewallStage;
  beforeAll(async () => {
    stage = await firewallStage();
  });
  afterAll(() => {
    stage.clear();
  });

  it('do not take a neighbour that was not found while it was blocked for a visitor who is kept out', async () => {
    stage.give(`table ip6 t { chain c { type filter hook prerouting priority raw; ip6 saddr ${visitor6} drop; }\n}\n`, 'nft', '-f', '-');
    expect(await isShutOut(stage, visitor6)).toBe(true);
    // Linux asks for a neighbour three times, a second apart; whoever waits with it is told after the third that nobody is there.
    await pause(1600);
    stage.print('nft', 'delete', 'table', 'ip6', 't');
    expect(await connects(stage, visitor6)).toBe(true);
  });
});
