// @ts-check
/** What it costs to judge beyond what it costs to count: on calm days, and under attack. */
import { named, race, ratio } from './measure.mjs';
import { onOneProcessor, ours } from './programs.mjs';

/** @param {import('./run.mjs').Bench} bench */
export async function benchVerdicts({ rounds, report, corpus, calmDays }) {
  const days = [
    { name: 'calm days', logs: calmDays() },
    { name: 'under attack', logs: corpus() },
  ];
  for (const { name, logs } of days) {
    report.section(`Verdicts over ${logs.files.length} files, ${name}`);
    const [counts, verdicts] = ['all counts, 1 thread', 'verdicts (review), 1 thread'];
    const both = ours('', 'review', logs.folder, '--json');
    const measured = await race([onOneProcessor(ours('', 'pages', logs.folder, '--json'), counts), onOneProcessor(both, verdicts)], rounds);
    const [counted, judged] = [named(measured, counts), named(measured, verdicts)];
    report.race(measured, [counted]);
    report.say(
      `\nOf processor time verdicts take ${ratio(judged, counted, 'cpu').toFixed(1)} × what the counts alone take. They read everything twice.`,
    );
  }
}
