import type { Finding, JudgedAddress, VerdictReport } from '../../model/verdict-report.ts';
import type { Limits } from '../limits.ts';
import type { Witnessed } from '../rules/rule.ts';
import type { Scene } from '../rules/scene.ts';
import type { Share } from './load.ts';
import type { Slowness } from './slowness.ts';

/** An address with its verdict. */
export interface JudgedWitness extends Witnessed {
  readonly judged: JudgedAddress;
  /** Of the last minutes where they are those before now; of all that was read otherwise. */
  readonly share: Share;
}

/** All that is known when the cause is looked for. */
export interface Case {
  readonly scene: Scene;
  readonly addresses: readonly JudgedWitness[];
  readonly findings: readonly Finding[];
  readonly slowness: Slowness;
  readonly limits: Limits;
}

/** One possible cause: says its sentence, or null when it is not it. */
export type Cause = (known: Case) => VerdictReport['cause'] | null;

export const findingOf = ({ findings }: Case, rule: string): Finding | undefined => findings.find((one) => one.rule === rule);

/** What a cause that makes load means for slowness; nothing is claimed where nothing is known. */
export function meansFor({ slow, load, highLoad }: Slowness): string {
  switch (slow) {
    case 'yes':
      return highLoad ? ` This is most likely why the server is slow${load}.` : ' This is most likely why visitors wait.';
    case 'no':
      return ` The server is not slow now${load}.`;
    case 'unknown':
      return '';
  }
}
