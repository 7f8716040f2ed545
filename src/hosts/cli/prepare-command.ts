import { writeAtomically } from '../../system/write-atomically.ts';
import type { Machine } from '../machine.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { readOptions } from './options.ts';

export const prepareCommand: Command = {
  name: 'prepare',
  summary: 'makes later starts faster: keeps the compiled program beside it',
  usage: 'prepare',
  details: [
    'Runs once through what a page needs and writes the compiled code to a file beside the program, for this version of',
    'Node. Without the file, or with one that is not of this program and this Node, everything works, a little slower.',
    'Only a file that nobody but root or the running user can have written is used.',
  ],
  run: async (words, context) => {
    const options = readOptions(words, {});
    if (!options.ok) return context.badUse(options.problem);
    const extra = options.value.words[0];
    if (extra !== undefined) return context.badUse({ kind: 'bad-input', field: 'prepare', got: extra, expected: 'no further words' });
    await warmUp(context.machine());
    const written = writeAtomically(`${__filename}.cache`, [codeCache()]);
    return written.ok ? exitCodes.answered : context.failed(written.problem);
  },
};

/** Makes pages that nobody sees: what has run is in the cache. */
async function warmUp(machine: Machine): Promise<void> {
  const [{ answerOnce }, { plainOutput }, { ownDocument }, { localOperator }, { formTokens }] = await Promise.all([
    import('../page/answer-once.ts'),
    import('../page/plain-output.ts'),
    import('../../web/chrome.ts'),
    import('../local-operator.ts'),
    import('../form-tokens.ts'),
    import('./page-command.ts'),
  ]);
  // Only loaded: nothing is sent.
  plainOutput();
  for (const query of ['page=overview&window=15m', 'page=sources', 'page=nothing']) {
    await answerOnce({
      request: { method: 'GET', query: new URLSearchParams(query), form: null, operator: localOperator() },
      tokens: formTokens(new Uint8Array(32), Date.now),
      way: 'on the command line',
      machine,
      chrome: ownDocument,
      place: { begin: () => undefined, send: () => undefined, end: () => undefined, gone: new AbortController().signal },
      log: () => undefined,
    });
  }
}
