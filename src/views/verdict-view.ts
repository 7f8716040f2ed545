import type { AddressDetail, Evidence } from '../model/verdict-report.ts';
import type { WindowName } from '../model/time-window.ts';
import { count } from './numbers.ts';
import { printable } from './printable.ts';
import type { Tone } from './ranking.ts';
import { type SuspectRow, suspectRow } from './suspects.ts';
import { blockAdviceText, limitText, sureText } from './verdict-words.ts';

/** One piece of evidence with its figures. */
export interface EvidenceView {
  readonly title: string;
  readonly meaning: string;
  readonly text: string;
  readonly speaks: string;
  readonly tone: Tone;
  readonly confidence: string;
  readonly limit: string | null;
  readonly figures: readonly { readonly name: string; readonly value: string }[];
  /** Raw log lines that show it, made readable. */
  readonly samples: readonly string[];
}

/** The verdict of one address with everything it rests on. */
export interface VerdictView extends SuspectRow {
  readonly evidence: readonly EvidenceView[];
  readonly advice: string | null;
  readonly reverseNames: readonly string[];
}

const speaksText: Readonly<Record<Evidence['speaks'], string>> = { against: 'Against', for: 'For', neither: 'Also seen' };
const speaksTone: Readonly<Record<Evidence['speaks'], Tone>> = { against: 'danger', for: 'good', neither: 'quiet' };

export const verdictView = (
  { judged, samplesByRule }: Pick<AddressDetail, 'judged' | 'samplesByRule'>,
  window: WindowName,
): VerdictView => ({
  ...suspectRow(judged, window),
  evidence: judged.evidence.map((evidence) => ({
    title: printable(evidence.title),
    meaning: printable(evidence.meaning),
    text: printable(evidence.text),
    speaks: speaksText[evidence.speaks],
    tone: speaksTone[evidence.speaks],
    confidence: sureText(evidence),
    limit: limitText(evidence.limit),
    figures: Object.entries(evidence.figures).map(([name, value]) => ({ name: figureName(name), value: figureValue(value) })),
    samples: (samplesByRule[evidence.rule] ?? []).map(printable),
  })),
  advice: blockAdviceText(judged),
  reverseNames: judged.identity.reverseNames.map(printable),
});

/** `distinctScripts` → `distinct scripts`. */
const figureName = (name: string): string => printable(name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`));

const figureValue = (value: number): string => (Number.isInteger(value) ? count(value) : value.toFixed(2));
