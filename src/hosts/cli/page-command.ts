import type { Chrome } from '../../web/chrome.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { readOptions } from './options.ts';
import { endUnwritten } from './terminal.ts';

export const pageCommand: Command = {
  name: 'page',
  summary: 'one of the pages as HTML, to be kept or sent as a file',
  usage: 'page [QUERY] [--linked]',
  details: [
    'Prints the page that a browser would show at this query, in one file with its style. The query is the part of the',
    'address behind the question mark; without one it is the overview.',
    '',
    '  --linked  refer to style, script and icon in a folder "assets" beside the page instead of putting them in',
    '',
    'Example: active-connections page "page=errors&window=24h" > errors.html',
  ],
  run: async (words, context) => {
    const options = readOptions(words, { linked: { type: 'boolean' } });
    if (!options.ok) return context.badUse(options.problem);
    const [query = '', extra] = options.value.words;
    if (extra !== undefined) return context.badUse({ kind: 'bad-input', field: 'page', got: extra, expected: 'one query' });
    const [{ answerOnce }, { plainOutput }] = await Promise.all([import('../page/answer-once.ts'), import('../page/plain-output.ts')]);
    const { localOperator } = await import('../local-operator.ts');
    const output = plainOutput();
    const status = await answerOnce({
      request: { method: 'GET', query: new URLSearchParams(query), form: null, operator: localOperator() },
      // A page that is kept changes nothing.
      tokens: null,
      way: 'on the command line',
      machine: context.machine(),
      chrome: options.value.flag('linked') ? await linkedDocument() : await keptDocument(),
      place: { begin: () => undefined, send: output.send, end: () => undefined, gone: output.gone },
      log: (line) => {
        context.terminal.writeError(`${line}\n`);
      },
    });
    const fault = output.fault();
    if (fault !== null) endUnwritten(fault);
    if (status >= 500) return exitCodes.fault;
    return status >= 400 ? exitCodes.badUse : exitCodes.answered;
  },
};

const linkedDocument = async (): Promise<Chrome> => (await import('../../web/chrome.ts')).ownDocument;

/** A page that needs nothing beside it. */
async function keptDocument(): Promise<Chrome> {
  const { assetInside } = await import('../../web/assets.ts');
  return { whole: true, live: false, asset: assetInside, home: null };
}
