import { setTimeout as sleep } from 'node:timers/promises';
import { startApart } from '../../../system/start-apart.ts';
import type { PleskHouse } from '../plesk-house.ts';
import { plainAnswer, type PleskAnswer, type ReadAsked } from '../question-shape.ts';
import { ownerOf } from './reading-owner.ts';
import { questionText } from './reading-question.ts';
import { isOver } from './reading-state.ts';
import { taskOf } from './reading-told.ts';

/** Plesk's task asks again and again; each answer starts a program, so none comes at once while there is nothing new. */
const answeredAfterMs = 3_000;
const lookEveryMs = 100;

/**
 * How far a reading is, for Plesk's long task; begins it where nobody does yet, once it is its turn. The reading itself is done
 * by a process of its own, because this one lives as long as one call of the panel. Null for a reading that is not there for who
 * asks: theirs is over, or what they may look at changed.
 */
export async function answerRead(question: ReadAsked, house: PleskHouse, readerWords: readonly string[]): Promise<PleskAnswer | null> {
  const readings = house.readings();
  const order = readings?.find(question.key, ownerOf(question)) ?? null;
  if (readings === null || order?.query !== questionText(question.query)) return null;
  const { key } = order;
  readings.hear(key);
  const mayBegin =
    readings.stateOf(key).is === 'waiting' && readings.begin(key, JSON.stringify(question), question.operator.role === 'admin');
  if (mayBegin) await startApart(__filename, [...readerWords, '--read', key]);
  const deadlineMs = performance.now() + answeredAfterMs;
  let state = readings.stateOf(key);
  while (!isOver(state) && performance.now() < deadlineMs) {
    await sleep(lookEveryMs);
    state = readings.stateOf(key);
  }
  return { ...plainAnswer(''), task: taskOf(key, state) };
}
