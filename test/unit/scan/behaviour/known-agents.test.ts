import { describe, expect, it } from 'vitest';
import { KnownAgents } from '../../../../src/scan/behaviour/known-agents.ts';

describe('known agents', () => {
  it.each([['short'], ['x'.repeat(5000)], ['ä'.repeat(299)], [`${'x'.repeat(299)}😀😀`], ['😀'.repeat(400)]])(
    'are each one agent, however long: %s',
    (agent) => {
      const agents = new KnownAgents();
      const first = agents.factsOf(agent);
      expect(agents.factsOf('another').number).not.toBe(first.number);
      expect(agents.factsOf(agent).number).toBe(first.number);
      expect(first.text.length).toBeLessThanOrEqual(300);
    },
  );
});
