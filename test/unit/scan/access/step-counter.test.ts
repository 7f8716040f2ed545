import { describe, expect, it } from 'vitest';
import { StepCounter } from '../../../../src/scan/access/step-counter.ts';

const noon = Date.UTC(2026, 10, 22, 12) / 1000;
const counted = (epochs: readonly number[]): StepCounter => {
  const counter = new StepCounter();
  for (const epoch of epochs) counter.add(epoch);
  return counter;
};

describe('requests over time', () => {
  it('are counted a minute, oldest first, however disordered they come', () => {
    const counter = counted([noon + 61, noon, noon + 59, noon - 1, noon + 60, noon]);
    expect(counter.stepSeconds).toBe(60);
    expect(counter.steps()).toEqual([
      { startEpoch: noon - 60, requests: 1 },
      { startEpoch: noon, requests: 3 },
      { startEpoch: noon + 60, requests: 2 },
    ]);
  });

  it('can be asked twice', () => {
    const counter = counted([noon, noon]);
    expect(counter.steps()).toEqual(counter.steps());
  });

  it('become coarser, never too many, when a log spans a long time, and none is lost', () => {
    const minutes = 100_000;
    const counter = counted(Array.from({ length: minutes }, (_, minute) => noon - minute * 60));
    expect(counter.stepSeconds).toBe(600);
    expect(counter.steps().length).toBeLessThanOrEqual(20_001);
    expect(counter.steps().reduce((sum, { requests }) => sum + requests, 0)).toBe(minutes);
  });

  it('stay bounded with time stamps strewn over all the years a log can name', () => {
    const last = Date.UTC(9999, 11, 31) / 1000;
    const counter = counted(Array.from({ length: 300_000 }, (_, at) => Math.floor((last / 300_000) * at)));
    expect(counter.stepSeconds).toBe(2_592_000);
    expect(counter.steps().length).toBeLessThan(100_000);
    expect(counter.steps().reduce((sum, { requests }) => sum + requests, 0)).toBe(300_000);
  });
});
