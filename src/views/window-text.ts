import { type WindowName, windowNames } from '../model/time-window.ts';
import type { PageQuestion, PageTarget } from './page-target.ts';

/** `the last hour`: fits after "in". */
export const windowText: Readonly<Record<WindowName, string>> = {
  '15m': 'the last 15 minutes',
  '1h': 'the last hour',
  '24h': 'the last 24 hours',
  all: 'all the logs',
};

const buttonText: Readonly<Record<WindowName, string>> = { '15m': '15 min', '1h': '1 h', '24h': '24 h', all: 'All' };

/** One of several links of which one is where we are. */
export interface Choice {
  readonly text: string;
  /** Longer, for whoever cannot see the links around it. */
  readonly label: string;
  readonly target: PageTarget;
  readonly current: boolean;
}

/** The same page over other spans of time. */
export const windowChoices = (here: PageQuestion): readonly Choice[] =>
  windowNames.map((window) => ({
    text: buttonText[window],
    label: window === 'all' ? 'All the logs' : windowText[window].replace(/^the l/, 'L'),
    target: { ...here, window },
    current: window === here.window,
  }));
