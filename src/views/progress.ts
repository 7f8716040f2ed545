import type { WindowName } from '../model/time-window.ts';
import { bytesText, count } from './numbers.ts';
import type { PageQuestion } from './page-target.ts';
import { durationText } from './times.ts';
import { type Choice, windowChoices, windowText } from './window-text.ts';

/** How far the reading of logs has come. */
export interface Done {
  readonly filesDone: number;
  readonly files: number;
  readonly bytes: number;
  /** As far as is known. */
  readonly bytesInAll?: number;
}

/** How far it is, and, once that can be told, how long it will still take. */
export function progressText({ filesDone, files, bytes, bytesInAll = 0 }: Done, elapsedMs: number): string {
  const size = bytesInAll > 0 ? `${bytesText(Math.min(bytes, bytesInAll))} of ${bytesText(bytesInAll)}` : `${bytesText(bytes)} read`;
  const leftMs = bytes > 0 ? (elapsedMs * (bytesInAll - bytes)) / bytes : 0;
  const left = leftMs >= 1000 ? `, about ${durationText(leftMs)} left` : '';
  return `${count(filesDone)} of ${count(files)} files, ${size}${left}`;
}

/** What stands in a page's place while logs are read for it. */
export interface Waiting {
  readonly title: string;
  /** The same page over shorter spans, nearest first: a link to one of them ends this reading. */
  readonly shorter: readonly Choice[];
}

export function waiting(here: PageQuestion): Waiting {
  const choices = windowChoices(here);
  const current = choices.findIndex((choice) => choice.current);
  if (here.page === 'settings') return { title: 'Reading the settings', shorter: [] };
  if (here.page === 'sources') return { title: 'Looking for what there is to read', shorter: [] };
  return { title: waitingTitle(here.window), shorter: choices.slice(0, current).toReversed() };
}

const waitingTitle = (window: WindowName): string =>
  window === 'all' ? `Reading ${windowText.all}` : `Reading the logs of ${windowText[window]}`;

/** How far the readings for one page are, at one moment. */
export interface Reached {
  readonly readings: readonly ReachedReading[];
  /** Whether a screen reader should say it; not each time. */
  readonly spoken: boolean;
}

export interface ReachedReading {
  /** `Access logs`. */
  readonly what: string;
  readonly text: string;
  readonly done: number;
  /** Zero where the end is not known. */
  readonly of: number;
}

export const reachedReading = (what: string, done: Done, elapsedMs: number): ReachedReading => ({
  what,
  text: progressText(done, elapsedMs),
  done: Math.min(done.bytes, done.bytesInAll ?? 0),
  of: done.bytesInAll ?? 0,
});
