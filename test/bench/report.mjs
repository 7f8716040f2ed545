// @ts-check
/** What the benchmark says: on the terminal at once, and as Markdown at the end. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { medianOf, peakOf, ratio } from './measure.mjs';

/** @typedef {import('./measure.mjs').Measured} Measured */
/** @typedef {{ job: string, measured: number, limit: number, unit: string, better: 'less' | 'more' }} Target */

export class Report {
  /** @type {string[]} */
  #lines = [];
  /** @type {Target[]} */
  #targets = [];

  /** @param {string} text a line or paragraph of Markdown */
  say(text) {
    console.log(text);
    this.#lines.push(text);
  }

  /** @param {string} title */
  section(title) {
    this.say(`\n### ${title}\n`);
  }

  /** @param {readonly string[]} titles @param {readonly (readonly string[])[]} rows */
  table(titles, rows) {
    const line = (/** @type {readonly string[]} */ cells) => `| ${cells.join(' | ')} |`;
    this.say([line(titles), line(titles.map(() => '---')), ...rows.map(line)].join('\n'));
  }

  /**
   * Medians of a race, and each one's wall time against some of them.
   * @param {readonly Measured[]} measured @param {readonly Measured[]} against
   */
  race(measured, against) {
    this.table(
      ['program', 'wall s', 'CPU s', 'peak MiB', ...against.map(({ name }) => `time ÷ ${name}`)],
      measured.map((one) => [
        one.name,
        number(medianOf(one, 'wall'), 3),
        number(medianOf(one, 'cpu'), 3),
        number(peakOf(one), 0),
        ...against.map((other) => number(ratio(one, other), 2)),
      ]),
    );
  }

  /** Something that was to be reached: at most `limit` of it. @param {string} job @param {number} measured @param {number} limit @param {string} unit */
  atMost(job, measured, limit, unit) {
    this.#targets.push({ job, measured, limit, unit, better: 'less' });
  }

  /** @param {string} job @param {number} measured @param {number} limit @param {string} unit */
  atLeast(job, measured, limit, unit) {
    this.#targets.push({ job, measured, limit, unit, better: 'more' });
  }

  /** What was to be reached, and whether it was. */
  targets() {
    if (this.#targets.length === 0) return;
    this.section('To reach');
    const rows = this.#targets.map(({ job, measured, limit, unit, better }) => {
      const reached = better === 'less' ? measured <= limit : measured >= limit;
      const verdict = Number.isNaN(measured) ? 'not measured' : reached ? 'reached' : 'NOT REACHED';
      return [job, `${better === 'less' ? '≤' : '≥'} ${limit} ${unit}`, `${number(measured, 3)} ${unit}`, verdict];
    });
    this.table(['job', 'to reach', 'measured', ''], rows);
  }

  /** @param {string} path */
  write(path) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${this.#lines.join('\n')}\n`);
    console.log(`\nwritten to ${path}`);
  }
}

/** @param {number} value @param {number} digits */
export const number = (value, digits) => (Number.isFinite(value) ? value.toFixed(digits) : '?');

/** The machine, in one line. */
export const machineLine = () =>
  [
    cpus()[0]?.model ?? 'unknown processor',
    `${cpus().length} cores`,
    `${Math.round(totalmem() / 1024 ** 3)} GiB`,
    `Linux ${release()}`,
    `Node ${process.version}`,
    new Date().toISOString().slice(0, 10),
  ].join(', ');
