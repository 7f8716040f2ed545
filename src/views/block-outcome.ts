import type { BlockReport, EnforcerOutcome, LastChange } from '../model/block-report.ts';
import { problemText } from './problem-text.ts';
import { printable } from './printable.ts';
import type { Tone } from './ranking.ts';
import type { Clock } from './times.ts';

/** One enforcer's line after the click. */
export interface OutcomeLine {
  readonly title: string;
  readonly text: string;
  readonly tone: Tone;
  readonly remarks: readonly string[];
}

export interface OutcomeView {
  readonly text: string;
  readonly tone: Tone;
  readonly lines: readonly OutcomeLine[];
}

const outcomeText: Readonly<Record<EnforcerOutcome['outcome'], string>> = {
  blocked: 'blocked, and found there when read back',
  already: 'was blocked there already',
  unconfirmed: 'told to block, but not found there when read back',
  failed: 'not blocked',
  lifted: 'lifted',
  'was-not-there': 'held nothing',
  'place-gone': 'what it was for is gone from this server, and the block with it',
  'still-there': 'should have been lifted and is still there',
};

const outcomeTone: Readonly<Record<EnforcerOutcome['outcome'], Tone>> = {
  blocked: 'good',
  already: 'good',
  unconfirmed: 'warn',
  failed: 'danger',
  lifted: 'good',
  'was-not-there': 'quiet',
  'place-gone': 'quiet',
  'still-there': 'danger',
};

export const blockTexts: Readonly<Record<BlockReport['outcome'], readonly [string, Tone]>> = {
  blocked: ['Blocked.', 'good'],
  'partly-blocked': ['Blocked in part: not everything worked.', 'warn'],
  'not-blocked': ['Not blocked.', 'danger'],
  'already-blocked': ['It was blocked already.', 'good'],
  refused: ['Not blocked: something speaks against it.', 'danger'],
  'needs-confirmation': ['Not blocked yet: look at what speaks against it, then confirm.', 'warn'],
  'dry-run': ['Nothing was changed: this is what would be done.', 'quiet'],
};

const changeTexts: Readonly<Record<LastChange['outcome'], readonly [string, Tone]>> = {
  blocked: blockTexts.blocked,
  'partly-blocked': blockTexts['partly-blocked'],
  'not-blocked': blockTexts['not-blocked'],
  lifted: ['Not blocked any more.', 'good'],
  'partly-lifted': ['Lifted in part: not everything worked.', 'warn'],
  'broke-off': ['This broke off before its end; the next look at the blocks settles it.', 'warn'],
};

const partTexts: Readonly<Record<'logins' | 'web' | 'logins web', string>> = {
  logins: 'Blocked in part: only logins are stopped. Web pages, mail and whatever is open go on as before.',
  web: 'Blocked in part: only web requests are refused. Logins, mail and connections themselves go on as before.',
  'logins web': 'Blocked in part: logins are stopped and web requests refused. Connections themselves go on as before.',
};

/** What is said of a block of the whole server that no firewall holds; null for every other, and where that is not certain. */
export function stopsOnly({ block, effects, steps }: Pick<BlockReport, 'block' | 'effects' | 'steps'>): string | null {
  if (block?.scope.kind !== 'server' || effects.includes('everything')) return null;
  if (steps.some(({ outcome }) => outcome === 'unconfirmed')) return null;
  const [logins, web] = [effects.includes('logins'), effects.includes('web')];
  return logins || web ? partTexts[logins && web ? 'logins web' : logins ? 'logins' : 'web'] : null;
}

/** Why a block was not made, where none was begun. */
export const refusedOutcome = ({ outcome, problems }: Pick<BlockReport, 'outcome' | 'problems'>): OutcomeView => ({
  text: blockTexts[outcome][0],
  tone: blockTexts[outcome][1],
  lines: problems.map((problem) => ({ title: 'Why', text: problemText(problem), tone: 'danger', remarks: [] })),
});

/**
 * What came of the click that led here.
 * @param isStillHeld whether something else, a range mostly, keeps out what was lifted
 */
export function changeOutcome({ outcome, block, effects, steps }: LastChange, clock: Clock, isStillHeld = false): OutcomeView {
  const [text, tone] = changeTexts[outcome];
  if (outcome === 'lifted' && isStillHeld)
    return {
      text: 'Lifted, but still blocked by what is listed below.',
      tone: 'warn',
      lines: steps.map((step) => outcomeLine(step, clock)),
    };
  const part = stopsOnly({ block, effects, steps });
  return { text: part ?? text, tone: part === null ? tone : 'warn', lines: steps.map((step) => outcomeLine(step, clock)) };
}

/** One enforcer's part, in words. */
export function outcomeLine(step: EnforcerOutcome, clock: Clock): OutcomeLine {
  const end = clock.tell(step.endsByItself);
  const why = step.problem === null ? '' : `: ${problemText(step.problem)}`;
  return {
    title: printable(step.title),
    text: `${outcomeText[step.outcome]}${end === null ? '' : `, until ${end.short}`}${why}`,
    tone: outcomeTone[step.outcome],
    remarks: step.remarks.map(printable),
  };
}
