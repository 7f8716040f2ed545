import type { ReadingStage } from '../../../views/long-reading.ts';
import type { PleskTask } from '../question-shape.ts';
import { percentOf, type ReadingState } from './reading-state.ts';

/** What Plesk's long task is told. */
export function taskOf(key: string, state: ReadingState): PleskTask {
  switch (state.is) {
    case 'waiting':
      return { key, progress: 0, state: 'goes-on' };
    case 'reading':
      return { key, progress: percentOf(state.told), state: 'goes-on' };
    case 'done':
      return { key, progress: 100, state: 'done' };
    case 'stopped':
    case 'broken':
      return { key, progress: 0, state: state.is };
  }
}

/** What a page tells of it; of a result that is gone as of a reading that never was. */
export function stageOf(state: ReadingState | null): ReadingStage {
  if (state === null || state.is === 'done') return { is: 'gone' };
  return state.is === 'reading' ? { is: 'reading', ...state.told } : state;
}
