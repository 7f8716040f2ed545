import { join } from 'node:path';
import { parseIpAddress } from '../../model/ip-address.ts';
import type { Operator, ServerBlocks } from '../../model/operator.ts';
import { readChrome } from '../../panels/cpanel/chrome.ts';
import { type Standing, whoAsks } from '../../panels/cpanel/who-asks.ts';
import { secretAt } from '../../system/secret-file.ts';
import { ownDocument } from '../../web/chrome.ts';
import { pageHeaders } from '../../web/headers.ts';
import type { TokenMaker } from '../../web/form-token.ts';
import { renderFrame } from '../../web/render-frame.ts';
import type { SentForm } from '../../web/sent-form.ts';
import { faultLine } from '../fault-line.ts';
import { formTokens } from '../form-tokens.ts';
import { memoryFolder } from '../memory-folder.ts';
import { openMachine } from '../machine.ts';
import { answerOnce } from '../page/answer-once.ts';
import type { PlainOutput } from '../page/plain-output.ts';
import { type CgiAnswer, cgiAnswer, type Surroundings } from './cgi-answer.ts';
import { admit } from './door.ts';
import type { CgiCall } from './environment.ts';
import { type Refusal, refusals } from './refusal.ts';

/** From `…/cgi/active_connections/index.cgi` to the first page of WHM. */
const home = { href: '../../', text: 'Back to WHM' };
const alone: Surroundings = { header: '', footer: '' };

/** What surrounds one call: the server it is about, and what its process reads and writes. */
export interface CallPlace {
  /** Where the file tree of the server begins. */
  readonly root: string;
  readonly output: Pick<PlainOutput, 'send' | 'gone'>;
  /** The form of so many bytes that was sent; null when it did not arrive whole. */
  readonly readForm: (formBytes: number) => Promise<SentForm | null>;
  /** Gets one line, safe to print, about a fault of ours. */
  readonly log: (line: string) => void;
}

export interface OpenCall {
  /** Writes the answer. Never rejects: a fault of ours becomes a page that says so, where none has begun, and a line in the log. */
  readonly answer: () => Promise<void>;
  /** The same for a fault that came past it. */
  readonly fail: (error: unknown) => void;
}

/** One call from WHM: who it is and what they may is found out anew, then the page is made for them alone. */
export function openCall(call: CgiCall, { root, output, readForm, log }: CallPlace): OpenCall {
  let answer: CgiAnswer = cgiAnswer(output, alone, call.method);
  const answerIt = async (): Promise<void> => {
    const admission = admit(call);
    if (admission.kind === 'refused') {
      refuse(admission.reason, call, output);
      return;
    }
    const standing = whoAsks(root, call.user);
    const allowed = standing === null ? nothingAllowed : await allowedTo(standing, call.user, root);
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
    const panel = readChrome(root, {
      user: call.user,
      securityToken: call.securityToken,
      title: 'Active Connections',
      cacheFolder: call.chromeFolder,
    });
    answer = cgiAnswer(output, panel ?? alone, call.method);
    await answerOnce({
      request: { method: call.method, query: new URLSearchParams(call.query), form, operator },
      tokens: tokensIn(root),
      way: 'in WHM',
      machine: openMachine(root, operator.estate),
      chrome: panel === null ? { ...ownDocument, home } : { ...ownDocument, whole: false },
      place: answer.place,
      log,
    });
  };
  const fail = (error: unknown): void => {
    log(`page failed: ${faultLine(error)}`);
    if (!answer.hasBegun()) refuse('fault', call, output);
  };
  return { answer: () => answerIt().catch(fail), fail };
}

interface Allowed {
  readonly look: boolean;
  readonly blockOwn: boolean;
  /** Null for whoever may not block for the whole server, and for administrators, who need no leave. */
  readonly server: ServerBlocks | null;
}
const nothingAllowed: Allowed = { look: false, blockOwn: false, server: null };

/** Root may have let resellers in and keep them out all the same, or only let them look. */
async function allowedTo({ role }: Standing, name: string, root: string): Promise<Allowed> {
  if (role === 'admin') return { look: true, blockOwn: true, server: null };
  const { readSettings } = await import('../settings-file.ts');
  const { look, blockOwn, server } = (await readSettings('cpanel', root)).value.resellers;
  return { look, blockOwn, server: Object.hasOwn(server, name) ? (server[name] ?? null) : null };
}

function operatorOf(call: CgiCall, standing: Standing, { blockOwn, server }: Allowed): Operator {
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
    ...(estate === null || server === null ? {} : { serverBlocks: server }),
  };
}

/** Null where the secret cannot be kept: then no page has a form, and none is taken. */
function tokensIn(root: string): TokenMaker | null {
  const folder = memoryFolder('cpanel', root);
  if (folder === null) return null;
  const secret = secretAt(join(folder, 'form-secret'));
  return secret.ok ? formTokens(secret.value, Date.now) : null;
}

/** A document of its own: whoever is refused gets nothing of WHM's pages from us either. */
function refuse(reason: Refusal, { method }: CgiCall, output: CallPlace['output']): void {
  const { status, title, text } = refusals[reason];
  const { place } = cgiAnswer(output, alone, method);
  place.begin(status, reason === 'method' ? { ...pageHeaders, Allow: 'GET, HEAD, POST' } : pageHeaders);
  if (method !== 'HEAD') place.send(renderFrame('frame/refused', { title, text, home, chrome: ownDocument }));
}
