import { writeAtomically } from '../../system/write-atomically.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { readOptions } from './options.ts';

export const prepareCommand: Command = {
  name: 'prepare',
  summary: 'makes later starts faster: keeps the compiled program beside it',
  usage: 'prepare [--root DIR]',
  details: [
    'Runs once through what a page needs and writes the compiled code to a file beside the program, for this version of',
    'Node. Without the file, or with one that is not of this program and this Node, everything works, a little slower.',
    'Only a file that nobody but root or the running user can have written is used.',
    '',
    '  --root DIR  look at the server whose file tree begins there, for tests and images',
  ],
  run: async (words, context) => {
    const options = readOptions(words, { root: { type: 'string' } });
    if (!options.ok) return context.badUse(options.problem);
    const extra = options.value.words[0];
    if (extra !== undefined) return context.badUse({ kind: 'bad-input', field: 'prepare', got: extra, expected: 'no further words' });
    await warmUp(options.value.text('root') ?? '/');
    const { path, bytes } = codeCache();
    const written = writeAtomically(path, [bytes]);
    return written.ok ? exitCodes.answered : context.failed(written.problem);
  },
};

/** Makes pages that nobody sees: what has run is in the cache. */
async function warmUp(root: string): Promise<void> {
  const [{ answerOnce }, { ownDocument }, { localOperator }, { formTokens }, { openMachine }] = await Promise.all([
    import('../page/answer-once.ts'),
    import('../../web/chrome.ts'),
    import('../local-operator.ts'),
    import('../form-tokens.ts'),
    import('../machine.ts'),
    import('./page-command.ts'),
  ]);
  const machine = openMachine(root);
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
  if (machine.reviews.machine().panel === 'cpanel') await warmUpWhm(root);
}

/** The head of a page as WHM gets it. */
async function warmUpWhm(root: string): Promise<void> {
  const [{ openCall }, { readCgiCall }, { plainOutput }] = await Promise.all([
    import('../whm-cgi/answer-call.ts'),
    import('../whm-cgi/environment.ts'),
    import('../page/plain-output.ts'),
  ]);
  const session = '/cpsess0';
  const call = readCgiCall({ REQUEST_METHOD: 'HEAD', REQUEST_URI: `${session}/`, REMOTE_USER: 'root', cp_security_token: session });
  const output = { ...plainOutput(), send: () => undefined };
  await openCall(call, { root, output, readForm: () => Promise.resolve(null), log: () => undefined }).answer();
}
