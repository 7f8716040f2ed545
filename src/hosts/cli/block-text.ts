import type { BlockReport, EnforcerOutcome, GuardAnswer, GuardReport, PlanReport, Recovery } from '../../model/block-report.ts';
import { blockTexts, outcomeLine, stopsOnly } from '../../views/block-outcome.ts';
import { printable } from '../../views/printable.ts';
import { problemText } from '../../views/problem-text.ts';
import { clockAt } from '../../views/times.ts';
import { heading, note, problemsText } from './report-text.ts';
import { paint, type Terminal } from './terminal.ts';

/** The answer of `block`, and of its dry run. */
export function blockText(report: BlockReport, terminal: Terminal): string {
  const isRefused = report.outcome === 'refused' || report.outcome === 'needs-confirmation';
  const isPlanShown = report.outcome === 'dry-run' || report.plan.steps.length === 0;
  return [
    heading(terminal, `${report.target}: ${stopsOnly(report) ?? blockTexts[report.outcome][0]}`),
    untilText(report, terminal),
    isRefused || report.outcome === 'dry-run' ? guardText(report.guard, terminal) : '',
    stepsText(report.steps, terminal),
    isPlanShown ? planText(report.plan, terminal) : limitsText(report, terminal),
    recoveredText(report.recovered, terminal),
    problemsText(terminal, 'Not done, because', report.problems),
  ].join('');
}

function untilText({ block, outcome }: BlockReport, terminal: Terminal): string {
  if (block === null || outcome === 'not-blocked') return '';
  const until = block.until === null ? 'without end' : `until ${clockAt(terminal.now(), terminal.timeZone).tell(block.until).full}`;
  return note(terminal, `${until}, as ${block.id}; lift it with: active-connections unblock ${block.target}`);
}

/** What was planned not to be stopped; where less is stopped than was planned, the heading says so. */
const limitsText = ({ plan, outcome, ...report }: BlockReport, terminal: Terminal): string =>
  (outcome === 'blocked' || outcome === 'partly-blocked') && stopsOnly(report) === null
    ? plan.doesNotStop.map((text) => note(terminal, `  not stopped: ${printable(text)}`)).join('')
    : '';

/** What speaks against a block, and how to go on. */
export function guardText({ refusals, warnings, offers, problems }: GuardReport, terminal: Terminal): string {
  const said = (answer: GuardAnswer, how: string): string =>
    `  ${printable(answer.text)}\n${note(terminal, `    ${printable(answer.wayOut)}${how}`)}`;
  const overridable = refusals.filter((answer) => answer.overridable);
  const final = refusals.filter((answer) => !answer.overridable);
  return [
    final.length === 0 ? '' : paint(terminal, 'red', 'Never blocked:\n'),
    ...final.map((answer) => said(answer, '')),
    overridable.length === 0 ? '' : paint(terminal, 'red', 'Refused (--override REASON goes past it):\n'),
    ...overridable.map((answer) => said(answer, '')),
    warnings.length === 0 ? '' : paint(terminal, 'yellow', 'Mind (--yes confirms it):\n'),
    ...warnings.map((answer) => said(answer, '')),
    ...offers.map(({ text }) => note(terminal, printable(text))),
    problemsText(terminal, 'Not looked at', problems),
  ].join('');
}

/** What a block would do: exactly what would be run, written and called. */
export function planText({ steps, notUsed, stops, doesNotStop }: PlanReport, terminal: Terminal): string {
  return [
    heading(terminal, 'What it does'),
    ...stops.map((text) => `  stops: ${printable(text)}\n`),
    ...doesNotStop.map((text) => `  does not stop: ${printable(text)}\n`),
    ...steps.map(({ title, does }) => `  ${printable(title)}\n${does.map((text) => doesText(text)).join('')}`),
    ...notUsed.flatMap(({ title, problem }) =>
      problem === null ? [] : [note(terminal, `  ${printable(title)} is not used: ${problemText(problem)}`)],
    ),
  ].join('');
}

/** A text of several lines, each line for itself. */
const doesText = (text: string): string =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => `      ${printable(line)}\n`)
    .join('');

/** One line for each place. */
export function stepsText(steps: readonly EnforcerOutcome[], terminal: Terminal): string {
  const clock = clockAt(terminal.now(), terminal.timeZone);
  return steps
    .map((step) => outcomeLine(step, clock))
    .map(({ title, text, tone, remarks }) => {
      const line = `  ${title}: ${text}`;
      const painted = tone === 'danger' ? paint(terminal, 'red', line) : tone === 'warn' ? paint(terminal, 'yellow', line) : line;
      return `${painted}\n${remarks.map((remark) => note(terminal, `    ${remark}`)).join('')}`;
    })
    .join('');
}

/** What was found unfinished, and what became of it. */
export const recoveredText = (recovered: readonly Recovery[], terminal: Terminal): string =>
  recovered.map(({ text }) => note(terminal, printable(text))).join('');
