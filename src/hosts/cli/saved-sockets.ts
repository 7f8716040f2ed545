import type { ConnectionQuestion } from '../../actions/reviews.ts';
import type { ConnectionReport } from '../../model/connection-report.ts';
import type { Problem } from '../../model/problem.ts';
import { ok, type Result } from '../../model/result.ts';
import type { GivenSockets } from '../../sources/sockets/read-given.ts';

/** Reviews socket tables that somebody saved: files by their names, `-` for standard input. */
export async function readSavedSockets(
  names: readonly string[],
  question: ConnectionQuestion,
): Promise<Result<{ report: ConnectionReport; readNothing: boolean }, Problem>> {
  const [{ reviewConnections }, { givenSocketsLimitBytes, readGivenSockets }, { readStandardInput }] = await Promise.all([
    import('../../actions/review-connections.ts'),
    import('../../sources/sockets/read-given.ts'),
    import('../../system/read-standard-input.ts'),
  ]);
  const given: GivenSockets[] = [];
  for (const name of names) {
    given.push(name === '-' ? { name: 'standard input', read: await readStandardInput(givenSocketsLimitBytes) } : { path: name });
  }
  const { table, problems } = readGivenSockets(given);
  return ok({ report: reviewConnections(table, question, problems), readNothing: problems.length === names.length });
}
