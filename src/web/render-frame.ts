import templates from 'virtual:frame-templates';
import type { Frame } from '../views/frame.ts';
import type { ProblemPage } from '../views/problem-page.ts';
import type { Waiting, Reached } from '../views/progress.ts';
import type { TimeText } from '../views/times.ts';
import type { Chrome } from './chrome.ts';
import { framePrinter } from './frame-printing.ts';
import type { Render } from './render.ts';

/** Prints what stands around a page, and what stands in for it: `templates/frame/`. */
export const renderFrame: Render<FrameViews> = framePrinter(templates);

interface FrameViews {
  readonly 'frame/head': { readonly frame: Frame; readonly chrome: Chrome };
  readonly 'frame/foot': { readonly madeAt: TimeText; readonly chrome: Chrome };
  readonly 'frame/waiting': Waiting;
  readonly 'frame/progress': Reached;
  readonly 'frame/problem': ProblemPage;
  readonly 'frame/refused': Refused;
  /** What is wrong with the server, for a panel's own first page. */
  readonly 'frame/cause': { readonly text: string };
}

/** A whole document that says why somebody is not let in. */
interface Refused {
  readonly title: string;
  readonly text: string;
  readonly home: NonNullable<Chrome['home']>;
  readonly chrome: Chrome;
}

/** The content of a page, where links and the script look for it. */
export const mainPart = (content: string): string => `  <main class="ac-main" id="ac-main" tabindex="-1">\n${content}  </main>\n`;
