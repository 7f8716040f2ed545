import type { PanelName } from '../model/panel.ts';
import type { MachineFacts } from '../model/sources-report.ts';
import type { WindowName } from '../model/time-window.ts';
import type { PageName, PageTarget } from './page-target.ts';
import { printable } from './printable.ts';
import type { Clock, TimeText } from './times.ts';

/** What stands around every page. */
export interface Frame {
  readonly title: string;
  readonly hostName: string | null;
  readonly panel: string | null;
  readonly links: readonly FrameLink[];
  /** When the page was made. */
  readonly readAt: TimeText;
  readonly window: WindowName;
}

export interface FrameLink {
  readonly text: string;
  readonly target: PageTarget;
  readonly current: boolean;
}

const panelTitles: Readonly<Record<PanelName, string | null>> = { cpanel: 'cPanel & WHM', plesk: 'Plesk', standalone: null };

const mainPages: readonly (readonly [PageName, string])[] = [
  ['overview', 'Overview'],
  ['pages', 'Pages'],
  ['errors', 'Errors'],
  ['sources', 'Sources'],
];

/** The frame of a page. `machine` is null where nothing may be asked of it any more, on the page that says that we failed. */
export function frameOf(title: string, page: PageName | null, window: WindowName, machine: MachineFacts | null, clock: Clock): Frame {
  return {
    title,
    hostName: machine === null ? null : printable(machine.hostName),
    panel: machine === null ? null : panelTitles[machine.panel],
    links: mainPages.map(([name, text]) => ({ text, target: { page: name, window }, current: name === page })),
    readAt: clock.tell(new Date(clock.nowEpochMs).toISOString()),
    window,
  };
}
