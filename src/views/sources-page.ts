import type { LogPlace } from '../model/log-catalog.ts';
import type { SourcesReport } from '../model/sources-report.ts';
import type { Figure } from './figures.ts';
import { bytesText, count, counted } from './numbers.ts';
import { cutInTheMiddle } from './printable.ts';
import { problemText } from './problem-text.ts';
import type { Clock } from './times.ts';

/** What was found on this machine, what not, and why. */
export interface SourcesPage {
  readonly panel: string;
  readonly limitedRights: boolean;
  readonly figures: readonly Figure[];
  readonly readAt: string;
  readonly sockets: readonly SourceRow[];
  readonly found: readonly SourceRow[];
  readonly missing: readonly SourceRow[];
  /** Empty where there is none: nobody needs one. */
  readonly databases: readonly SourceRow[];
}

export interface SourceRow {
  readonly what: string;
  readonly path: string;
  readonly count: string;
  readonly value: number;
  readonly remark: string;
}

export function sourcesPage(report: SourcesReport, clock: Clock): SourcesPage {
  const places = report.places.map((place) => ({
    what: place.what,
    path: cutInTheMiddle(place.path, 200),
    count: count(place.files),
    value: place.files,
    remark: remarkOn(place),
  }));
  return {
    panel: panelText(report),
    limitedRights: report.limitedRights,
    figures: [logFigure('Access logs', report.accessLogs), logFigure('Error logs', report.errorLogs), socketFigure(report)],
    readAt: clock.tell(report.takenAt).full,
    sockets: report.sockets.map((socket) => ({
      what: 'socket table',
      path: cutInTheMiddle(socket.path, 200),
      count: socket.rows === null ? '–' : count(socket.rows),
      value: socket.rows ?? -1,
      remark: socket.problem === null ? '' : problemText(socket.problem),
    })),
    found: places.filter((place) => place.value > 0),
    missing: places.filter((place) => place.value === 0),
    databases: report.databases.map(({ path, type, madeAt, problem }) => ({
      what: cutInTheMiddle(type ?? 'database of addresses', 60),
      path: cutInTheMiddle(path, 200),
      count: madeAt === null ? '–' : clock.tell(madeAt).relative,
      value: madeAt === null ? -1 : Date.parse(madeAt),
      remark: problem === null ? '' : problemText(problem),
    })),
  };
}

function remarkOn({ problem, files, leftAside }: LogPlace): string {
  // That a place of some other system is not there is no trouble, so no advice either.
  if (problem?.kind === 'not-found') return 'Not there.';
  const aside = leftAside === 0 ? '' : `${counted(leftAside, 'file')} left aside.`;
  const empty = problem === null && files === 0 ? 'Nothing of the kind in it.' : '';
  return [problem === null ? '' : problemText(problem), aside, empty].filter((text) => text !== '').join(' ');
}

function panelText(report: SourcesReport): string {
  const version = report.panelVersion === null ? '' : ` ${cutInTheMiddle(report.panelVersion, 40)}`;
  switch (report.panel) {
    case 'cpanel':
      return `cPanel & WHM${version}`;
    case 'plesk':
      return `Plesk${version}`;
    case 'standalone':
      return 'no control panel';
  }
}

const logFigure = (label: string, logs: SourcesReport['accessLogs']): Figure => ({
  label,
  value: count(logs.files),
  detail: logs.sites === 0 ? bytesText(logs.bytes) : `of ${counted(logs.sites, 'site')}, ${bytesText(logs.bytes)}`,
  hasBar: false,
  bar: 0,
  tone: logs.files === 0 ? 'warn' : null,
});

function socketFigure(report: SourcesReport): Figure {
  const rows = report.sockets.reduce((sum, socket) => sum + (socket.rows ?? 0), 0);
  return {
    label: 'Sockets',
    value: count(rows),
    detail: 'listening ones among them',
    hasBar: false,
    bar: 0,
    tone: rows === 0 ? 'warn' : null,
  };
}
