import type { AccessReport } from '../model/access-report.ts';
import type { ErrorReport } from '../model/error-report.ts';
import type { WindowName } from '../model/time-window.ts';
import type { PageQuestion, PageTarget } from './page-target.ts';
import { windowText } from './window-text.ts';

/** What stands where there is nothing to list: why, and where to look instead. */
export interface EmptyState {
  readonly title: string;
  readonly text: string;
  readonly link: { readonly text: string; readonly target: PageTarget } | null;
}

const longerWindow: Readonly<Record<WindowName, WindowName | null>> = { '15m': '1h', '1h': '24h', '24h': 'all', all: null };

/** Null when there are requests. */
export function noRequests(report: AccessReport, here: PageQuestion): EmptyState | null {
  if (report.parsed > 0) return null;
  if (report.files.length === 0 && report.filesTooOld === 0) {
    return noLogs('No access logs', 'No web server’s access log was found, so it is not known what anybody asks for.', here.window);
  }
  return nothingInWindow('requests', here);
}

/** Null when there are errors. */
export function noErrors(report: ErrorReport, here: PageQuestion): EmptyState | null {
  if (report.distinctGroups > 0) return null;
  if (report.files.length === 0 && report.filesTooOld === 0) {
    return noLogs('No error logs', 'No error log was found, so it is not known what went wrong.', here.window);
  }
  return nothingInWindow('errors', here);
}

const noLogs = (title: string, text: string, window: WindowName): EmptyState => ({
  title,
  text,
  link: { text: 'Where they were looked for', target: { page: 'sources', window } },
});

function nothingInWindow(what: string, here: PageQuestion): EmptyState {
  const longer = longerWindow[here.window];
  const filtered = here.site !== null || here.address !== null || here.only !== null || here.agent !== null;
  return {
    title: `No ${what} in ${windowText[here.window]}`,
    text: filtered ? 'The logs were read; nothing in them fits what you asked for.' : 'The logs were read; there are none in them.',
    link: longer === null ? null : { text: `Look at ${windowText[longer]}`, target: { ...here, window: longer } },
  };
}
