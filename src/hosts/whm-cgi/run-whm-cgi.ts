import { isAbsolute } from 'node:path';
import type { SentForm } from '../../web/sent-form.ts';
import { plainOutput } from '../page/plain-output.ts';
import { openCall } from './answer-call.ts';
import { readCgiCall } from './environment.ts';

/** A form is small and was sent before this program began. */
const formTimeoutMs = 30_000;

/**
 * One page for WHM: variables and standard input in, a CGI answer out (`plugin-cpanel/index.cgi` starts it, as root, for
 * whomever WHM let through). Always ends with exit code 0: anything else would make WHM print a page of its own.
 *
 * `words`: `--root DIR` answers for the server whose file tree begins there, for the stand-in.
 */
export async function runWhmCgi(words: readonly string[], variables: NodeJS.ProcessEnv): Promise<void> {
  const root = rootIn(words);
  const { answer, fail } = openCall(readCgiCall(variables), { root: root ?? '/', output: plainOutput(), readForm, log });
  process.on('uncaughtException', (error) => {
    fail(error);
    process.exit(0);
  });
  if (root === null) fail(new Error('usage: whm-cgi [--root DIR]'));
  else await answer();
}

/** Ends in WHM's error log. */
const log = (line: string): void => {
  process.stderr.write(`active-connections: ${line}\n`);
};

/** Null for words that are none of ours. */
function rootIn(words: readonly string[]): string | null {
  const [option, root, ...more] = words;
  if (option === undefined) return '/';
  return option === '--root' && root !== undefined && isAbsolute(root) && more.length === 0 ? root : null;
}

async function readForm(formBytes: number): Promise<SentForm | null> {
  const [{ readBody }, { formOf }] = await Promise.all([import('../../system/read-body.ts'), import('../../web/sent-form.ts')]);
  const body = await readBody(formBytes, formTimeoutMs);
  return body === null ? null : formOf(body);
}
