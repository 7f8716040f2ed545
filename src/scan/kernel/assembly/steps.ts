import { reserve } from './memory';
import { limitedSum } from './entry';

/**
 * Requests over time, a step a minute. When a log spans more steps than are kept (about two weeks of minutes) the steps
 * are made longer, so that memory stays bounded whatever the stamps say: the result is always the finest step length
 * at which there are at most `mostSteps` of them, in whatever order the stamps came.
 */
export const mostSteps: u32 = 20_000;
const slotCount: u32 = 32_768;

@unmanaged
export class Step {
  /** Seconds since 1970, a multiple of the steps' length. */
  start: i64;
  requests: u32;
  /** 1, or 0 for a free slot. */
  taken: u32;
}

/** Open addressing, never more than two thirds full. */
let slots: usize = 0;
/** Room for the slots while their steps are made longer, and for lining them up. */
let spare: usize = 0;
let seconds: i64 = 60;
let size: u32 = 0;
let last: Step = changetype<Step>(0);

export function prepareSteps(): void {
  slots = reserve(slotCount * offsetof<Step>());
  spare = reserve(slotCount * offsetof<Step>());
  clearSteps();
}

export function clearSteps(): void {
  seconds = 60;
  empty();
}

/** Length of a step in seconds. */
export function stepSeconds(): i64 {
  return seconds;
}

/** Lines all steps up, in no order, for `listedStep`; gives how many there are. */
export function listSteps(): u32 {
  let listed: u32 = 0;
  for (let slot: u32 = 0; slot < slotCount; slot++) {
    const step = stepAt(slots, slot);
    if (step.taken) memory.copy(changetype<usize>(listedStep(listed++)), changetype<usize>(step), offsetof<Step>());
  }
  return listed;
}

/** Where the steps stand that were lined up. */
export function stepsAt(): usize {
  return spare;
}

@inline
export function listedStep(index: u32): Step {
  return stepAt(spare, index);
}

@inline
function stepAt(table: usize, slot: u32): Step {
  return changetype<Step>(table + <usize>slot * offsetof<Step>());
}

/** Counts requests at `epoch`, in seconds since 1970. */
export function addToStep(epoch: i64, requests: u32): void {
  // Neighbouring lines mostly share their minute.
  if (<u64>(epoch - last.start) >= <u64>seconds) last = stepOf(epoch);
  last.requests = limitedSum(last.requests, requests);
}

/** The step that `epoch` lies in; makes it, and room for it, where there is none. */
function stepOf(epoch: i64): Step {
  while (true) {
    const start = startOf(epoch);
    const step = find(start);
    if (step.taken) return step;
    if (size < mostSteps) {
      step.start = start;
      step.taken = 1;
      size++;
      return step;
    }
    coarsen(longer());
  }
}

/** The step with this start, or the free one where it would be. */
function find(start: i64): Step {
  // Neighbours in time are neighbours in memory.
  let slot = <u32>(start / seconds) & (slotCount - 1);
  while (true) {
    const step = stepAt(slots, slot);
    if (!step.taken || step.start == start) return step;
    slot = (slot + 1) & (slotCount - 1);
  }
}

/** Rounded down, before 1970 too. */
function startOf(epoch: i64): i64 {
  const past = epoch % seconds;
  return epoch - (past < 0 ? past + seconds : past);
}

/** A minute, ten, an hour, a day, thirty days, a year: all the years that a stamp can write are 10,000 steps then. */
function longer(): i64 {
  if (seconds == 60) return 600;
  if (seconds == 600) return 3600;
  if (seconds == 3600) return 86_400;
  return seconds == 86_400 ? 2_592_000 : 31_536_000;
}

export function isStepLength(wanted: u64): bool {
  return wanted == 60 || wanted == 600 || wanted == 3600 || wanted == 86_400 || wanted == 2_592_000 || wanted == 31_536_000;
}

/** Joins the steps to longer ones, unless they are as long already. */
export function coarsen(wanted: i64): void {
  if (wanted <= seconds) return;
  const before = slots;
  slots = spare;
  spare = before;
  seconds = wanted;
  empty();
  for (let slot: u32 = 0; slot < slotCount; slot++) {
    const step = stepAt(before, slot);
    if (step.taken) addToStep(step.start, step.requests);
  }
}

function empty(): void {
  memory.fill(slots, 0, slotCount * offsetof<Step>());
  size = 0;
  last = changetype<Step>(nowhere);
  last.start = i64.MIN_VALUE;
}

/** A step that no time lies in. */
const nowhere = memory.data(offsetof<Step>(), 16);
