import type { PageQuestion } from './page-target.ts';
import { type ReachedReading, reachedReading, type Waiting, waiting } from './progress.ts';
import { printable } from './printable.ts';
import { durationText, type TimeText } from './times.ts';

/** Stands above a page that was not read to the end. */
export interface LongOffer {
  readonly text: string;
  /** For the form that has it read in the background. */
  readonly token: string;
  readonly shorter: Waiting['shorter'];
}

/** @param wouldTakeMs for all of it, as far as can be told */
export function longOffer(here: PageQuestion, wouldTakeMs: number | null, token: string): LongOffer {
  const time = wouldTakeMs === null ? 'longer than a page can wait' : `about ${durationText(wouldTakeMs)}`;
  return {
    text: `This is only a part: reading all of it takes ${time}. What was not read is listed with each table.`,
    token,
    shorter: waiting(here).shorter,
  };
}

/** Above a page that was read in the background. */
export interface ReadApart {
  readonly readAt: TimeText;
  /** The same page, read now. */
  readonly anew: PageQuestion;
}

/** How far a reading in the background is, as the page about it needs it. */
export type ReadingStage =
  | { readonly is: 'waiting'; readonly forSeconds: number }
  | { readonly is: 'reading'; readonly readings: readonly Told[]; readonly elapsedMs: number }
  | { readonly is: 'stopped'; readonly by: 'person' | 'panel' }
  | { readonly is: 'broken'; readonly why: string }
  | { readonly is: 'gone' };

type Told = Parameters<typeof reachedReading>[1] & { readonly what: string };

/** The page about a reading that has no result, yet or ever. */
export interface ReadingPage {
  readonly title: string;
  readonly text: string;
  readonly readings: readonly ReachedReading[];
  /** Whether looking again brings something new. */
  readonly goesOn: boolean;
  /** The same page, read now. */
  readonly anew: PageQuestion;
  readonly again: string;
  /** For the form that ends it, or has it read once more; null where nothing can be changed. */
  readonly token: string | null;
}

/** From then on it is said that the panel does not begin. */
const longWaitSeconds = 60;

/** @param again the address of this very page */
export function readingPage(here: PageQuestion, stage: ReadingStage, again: string, token: string | null): ReadingPage {
  const { title } = waiting(here);
  const page = { readings: [], goesOn: false, anew: here, again, token };
  switch (stage.is) {
    case 'waiting':
      return { ...page, title, text: waitingText(stage.forSeconds), goesOn: true };
    case 'reading':
      return {
        ...page,
        title,
        text: 'This goes on in the background, also when you leave this page; the result is kept here for two hours.',
        readings: stage.readings.map(({ what, ...done }) => reachedReading(what, done, stage.elapsedMs)),
        goesOn: true,
      };
    case 'stopped':
      return {
        ...page,
        title: 'Stopped',
        text: stage.by === 'person' ? 'This reading was stopped before it was done.' : 'The panel ended this reading before it was done.',
      };
    case 'broken':
      return { ...page, title: 'Broken off', text: `This reading did not come to its end: ${printable(stage.why)}.` };
    case 'gone':
      return {
        ...page,
        title: 'No such reading',
        text: 'It is not there (any more): results are kept for two hours, and what you may look at may have changed since.',
      };
  }
}

const waitingText = (forSeconds: number): string =>
  forSeconds < longWaitSeconds
    ? 'It begins in a moment.'
    : `It has not begun for ${durationText(forSeconds * 1000)}: others are being read, or the panel's queue of tasks stands still.`;
