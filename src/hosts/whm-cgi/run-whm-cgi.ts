import { isAbsolute, join } from 'node:path';
import { parseIpAddress } from '../../model/ip-address.ts';
import type { Operator } from '../../model/operator.ts';
import type { ResellerSettings } from '../../model/settings.ts';
import { readChrome } from '../../panels/cpanel/chrome.ts';
import { type Standing, whoAsks } from '../../panels/cpanel/who-asks.ts';
import { ownDocument } from '../../web/chrome.ts';
import { pageHeaders } from '../../web/headers.ts';
import type { TokenMaker } from '../../web/form-token.ts';
import { renderFrame } from '../../web/render-frame.ts';
import type { SentForm } from '../../web/sent-form.ts';
import { faultLine } from '../fault-line.ts';
import { memoryFolder } from '../access-memory.ts';
import { openMachine } from '../machine.ts';
import { answerOnce } from '../page/answer-once.ts';
import { plainOutput, type PlainOutput } from '../page/plain-output.ts';
import { type CgiAnswer, cgiAnswer, type Surroundings } from './cgi-answer.ts';
import { admit } from './door.ts';
import { type CgiCall, readCgiCall } from './environment.ts';
import { type Refusal, refusals } from './refusal.ts';

/** From `…/cgi/active_connections/index.cgi` to the first page of WHM. */
const home = { href: '../../', text: 'Back to WHM' };
const alone: Surroundings = { header: '', footer: '' };
/** A form is small and was sent before this program began. */
const formTimeoutMs = 30_000;

/**
 * One page for WHM: variables and standard input in, a CGI answer out (`plugin-cpanel/index.cgi` starts it, as root, for
 * whomever WHM let through). Always ends with exit code 0: anything else would make WHM print a page of its own.
 *
 * `words`: `--root DIR` answers for the server whose file tree begins there, for the stand-in.
 */
export async function runWhmCgi(words: readonly string[], variables: NodeJS.ProcessEnv): Promise<void> {
  const output = plainOutput();
  const call = readCgiCall(variables);
  let answer: CgiAnswer = cgiAnswer(output, alone, call.method);
  const fail = (error: unknown): void => {
    log(`page failed: ${faultLine(error)}`);
    if (!answer.hasBegun()) refuse('fault', call, output);
  };
  process.on('uncaughtException', (error) => {
    fail(error);
    process.exit(0);
  });
  try {
    const root = rootIn(words);
    const admission = admit(call);
    if (admission.kind === 'refused') {
      refuse(admission.reason, call, output);
      return;
    }
    const standing = whoAsks(root, call.user);
    const allowed = standing === null ? nothingAllowed : await allowedTo(standing, root);
    if (standing === null || !allowed.look) {
      refuse('not-allowed', call, output);
      return;
    }
    const form = admission.kind === 'form' ? await readForm(admission.formBytes) : null;
    if (admission.kind === 'form' && form === null) {
      refuse('form-broken', call, output);
      return;
    }
    const operator = operatorOf(call, standing, allowed);
    const panel = readChrome(root, { user: call.user, securityToken: call.securityToken, title: 'Active Connections' });
    answer = cgiAnswer(output, panel ?? alone, call.method);
    await answerOnce({
      request: { method: call.method, query: new URLSearchParams(call.query), form, operator },
      tokens: await tokensIn(root),
      way: 'in WHM',
      machine: openMachine(root, operator.estate),
      chrome: panel === null ? { ...ownDocument, home } : { ...ownDocument, whole: false },
      place: answer.place,
      log,
    });
  } catch (error) {
    fail(error);
  }
}

/** Ends in WHM's error log. */
const log = (line: string): void => {
  process.stderr.write(`active-connections: ${line}\n`);
};

function rootIn(words: readonly string[]): string {
  const [option, root, ...more] = words;
  if (option === undefined) return '/';
  if (option !== '--root' || root === undefined || !isAbsolute(root) || more.length > 0) throw new Error('usage: whm-cgi [--root DIR]');
  return root;
}

type Allowed = Pick<ResellerSettings, 'look' | 'blockOwn'>;
const nothingAllowed: Allowed = { look: false, blockOwn: false };

/** Root may have let resellers in and keep them out all the same, or only let them look. */
async function allowedTo({ role }: Standing, root: string): Promise<Allowed> {
  if (role === 'admin') return { look: true, blockOwn: true };
  const { readSettings } = await import('../settings-file.ts');
  return (await readSettings('cpanel', root)).value.resellers;
}

function operatorOf(call: CgiCall, standing: Standing, { blockOwn }: Allowed): Operator {
  const estate = standing.role === 'admin' ? null : standing.estate;
  return {
    name: call.user,
    role: standing.role,
    estate,
    address: parseIpAddress(call.peer) ?? null,
    session: call.securityToken,
    actsFor: null,
    // Through the `.htaccess` of the site alone, with the rights of the account that owns it.
    blocksFor: estate !== null && blockOwn ? estate.domains : [],
  };
}

async function readForm(formBytes: number): Promise<SentForm | null> {
  const [{ readBody }, { formOf }] = await Promise.all([import('../../system/read-body.ts'), import('../../web/sent-form.ts')]);
  const body = await readBody(formBytes, formTimeoutMs);
  return body === null ? null : formOf(body);
}

/** Null where the secret cannot be kept: then no page has a form, and none is taken. */
async function tokensIn(root: string): Promise<TokenMaker | null> {
  const folder = memoryFolder('cpanel', root);
  if (folder === null) return null;
  const [{ secretAt }, { formTokens }] = await Promise.all([import('../../system/secret-file.ts'), import('../form-tokens.ts')]);
  const secret = secretAt(join(folder, 'form-secret'));
  return secret.ok ? formTokens(secret.value, Date.now) : null;
}

/** A document of its own: whoever is refused gets nothing of WHM's pages from us either. */
function refuse(reason: Refusal, { method }: CgiCall, output: PlainOutput): void {
  const { status, title, text } = refusals[reason];
  const { place } = cgiAnswer(output, alone, method);
  place.begin(status, reason === 'method' ? { ...pageHeaders, Allow: 'GET, HEAD, POST' } : pageHeaders);
  if (method !== 'HEAD') place.send(renderFrame('frame/refused', { title, text, home, chrome: ownDocument }));
}
