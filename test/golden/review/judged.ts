import { reviewGivenWhole } from '../../../src/hosts/given-logs.ts';
import type { Verdict, VerdictReport } from '../../../src/model/verdict-report.ts';
import { fileTree } from '../../file-tree.ts';
import { logOf, reader, type Visit } from './log-lines.ts';

/** From the text of a log to the verdict, as `review LOG` gives it; two ordinary readers are always there. */
export async function judge(visits: readonly Visit[], name = 'alice.example', format = (log: string) => log): Promise<VerdictReport> {
  const folder = fileTree({ [name]: format(logOf([...reader('198.51.100.10'), ...reader('198.51.100.11', 300), ...visits])) });
  const question = { window: 'all', site: null, top: null, key: 'target' } as const;
  const { verdicts } = await reviewGivenWhole({ logs: [`${folder}/${name}`], connections: null, problems: [] }, question, {});
  return verdicts;
}

export const verdictOn = ({ addresses }: VerdictReport, address: string): Verdict | 'not judged' =>
  addresses.find((one) => one.address === address)?.verdict ?? 'not judged';

export const rulesAgainst = ({ addresses }: VerdictReport, address: string): readonly string[] =>
  (addresses.find((one) => one.address === address)?.evidence ?? []).filter(({ speaks }) => speaks === 'against').map(({ rule }) => rule);
