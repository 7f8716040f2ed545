import type { AccessReport } from '../model/access-report.ts';
import { count, counted } from './numbers.ts';
import { type Clock, durationText } from './times.ts';

/** Requests over time as numbers for a small SVG: one unit of width a step, `height` units high. */
export interface Sparkline {
  readonly steps: number;
  readonly height: number;
  readonly bars: readonly SparkBar[];
  /** `1,204 at 09:31`. */
  readonly peak: string;
  /** Height of a step that has the mean number of requests. */
  readonly meanLine: number;
  readonly mean: string;
  readonly from: string;
  readonly to: string;
  /** `minute`, `10 min`. */
  readonly step: string;
}

export interface SparkBar {
  readonly x: number;
  readonly y: number;
  readonly height: number;
  /** `09:31: 1,204 requests`. */
  readonly title: string;
}

const height = 40;
const mostSteps = 120;

/** The requests of a report over its span, with the silent minutes back in; null when it has no span or no requests. */
export function sparkline(
  report: Pick<AccessReport, 'window' | 'from' | 'to' | 'minutes' | 'minuteSeconds'>,
  clock: Clock,
): Sparkline | null {
  const fromMs = epochOf(report.window.from ?? report.from);
  const toMs = epochOf(report.window.to ?? report.to);
  if (fromMs === null || toMs === null || toMs < fromMs || report.minutes.length === 0) return null;

  const minuteMs = report.minuteSeconds * 1000;
  const firstMs = Math.floor(fromMs / minuteMs) * minuteMs;
  const minutes = Math.floor((toMs - firstMs) / minuteMs) + 1;
  const stepMs = minuteMs * roundStep(Math.ceil(minutes / mostSteps));
  const steps = Math.ceil((minutes * minuteMs) / stepMs);

  const requests = new Array<number>(steps).fill(0);
  for (const minute of report.minutes) {
    const step = Math.floor((Date.parse(minute.from) - firstMs) / stepMs);
    if (step >= 0 && step < steps) requests[step] = (requests[step] ?? 0) + minute.requests;
  }
  const most = Math.max(1, ...requests);
  const peakStep = requests.indexOf(most);
  const mean = requests.reduce((sum, each) => sum + each, 0) / steps;
  const timeOf = (step: number): string => clock.minute(firstMs + step * stepMs);
  return {
    steps,
    height,
    bars: requests.flatMap((each, step) => (each === 0 ? [] : [spark(each, step, most, timeOf(step))])),
    peak: `${count(most)} at ${timeOf(Math.max(0, peakStep))}`,
    meanLine: round(height - (height * mean) / most),
    mean: mean < 10 ? mean.toFixed(1) : count(mean),
    from: timeOf(0),
    to: clock.minute(toMs),
    step: stepMs === 60_000 ? 'minute' : durationText(stepMs),
  };
}

// Steps a person thinks in: minutes, quarters of an hour, hours.
const roundSteps = [1, 2, 5, 10, 15, 20, 30, 60, 120, 180, 360, 720, 1440];

const roundStep = (minutes: number): number => roundSteps.find((step) => step >= minutes) ?? Math.ceil(minutes / 1440) * 1440;

function spark(requests: number, step: number, most: number, time: string): SparkBar {
  // A single request among thousands still shows.
  const barHeight = Math.max(1, round((height * requests) / most));
  return { x: step, y: round(height - barHeight), height: barHeight, title: `${time}: ${counted(requests, 'request')}` };
}

const round = (value: number): number => Math.round(value * 100) / 100;

function epochOf(iso: string | null): number | null {
  const epochMs = iso === null ? NaN : Date.parse(iso);
  return Number.isNaN(epochMs) ? null : epochMs;
}
