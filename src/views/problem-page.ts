import type { MachineFacts } from '../model/sources-report.ts';
import { type Frame, frameOf } from './frame.ts';
import { type PageTarget, usual } from './page-target.ts';
import type { Clock } from './times.ts';

/** A page that says why there is no other page. */
export interface ProblemPage {
  readonly frame: Frame;
  readonly status: number;
  readonly title: string;
  readonly text: string;
  readonly back: PageTarget;
}

export function problemPage(status: number, title: string, text: string, machine: MachineFacts | null, clock: Clock): ProblemPage {
  return { frame: frameOf(title, null, usual.window, machine, clock), status, title, text, back: { page: 'overview' } };
}
