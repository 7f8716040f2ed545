import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openJournal } from '../../src/block/journal/journal.ts';
import type { JournalEntry } from '../../src/block/journal/journal-entry.ts';
import { memoryFolder } from '../../src/hosts/memory-folder.ts';
import { formTokens } from '../../src/hosts/form-tokens.ts';
import { writeSettings } from '../../src/hosts/settings-file.ts';
import { openCall } from '../../src/hosts/whm-cgi/answer-call.ts';
import { readCgiCall } from '../../src/hosts/whm-cgi/environment.ts';
import { type ResellerSettings, usualSettings } from '../../src/model/settings.ts';
import { secretAt } from '../../src/system/secret-file.ts';
import { formOf } from '../../src/web/sent-form.ts';
import { because, needs } from '../needs.ts';
import { foreignMarks, makeBusyScene, ownMarks } from '../stand-ins/whm/busy-scene.ts';
import { cgiPath, installPlugin } from '../stand-ins/whm/install-plugin.mjs';
import { type EscapeAttempt, escapeAttempt, randomFrom, session, type Tokens } from './whm-escapes.ts';

const root = mkdtempSync(join(tmpdir(), 'active-connections-escapes-'));
/** Reasons of blocks that are not bob's. */
const reasons = ['root_only_reason', 'dora_only_reason', 'zoe_only_reason'] as const;
const marks = [...foreignMarks, ...reasons];

/** Blocks of root, of another reseller, and for somebody else's site, as the journal has them. */
function putBlocks(stateFolder: string): void {
  const journal = openJournal(stateFolder);
  const at = Math.floor(Date.now() / 1000) - 60;
  const held = [{ enforcer: 'cphulk' as const, endsByItselfEpoch: null }];
  const carried = 'carried' as const;
  const phase = 'stands' as const;
  const common = { step: carried, at, sinceEpoch: at, untilEpoch: null, phase, meant: [], held };
  const entries: readonly JournalEntry[] = [
    { ...common, id: 'b-00000000000000aa', target: '203.0.113.66', scope: { kind: 'server' }, by: 'root, in WHM', reason: reasons[0] },
    {
      ...common,
      id: 'b-00000000000000bb',
      target: '198.51.100.99',
      scope: { kind: 'server' },
      by: 'dora, in WHM',
      reason: reasons[1],
      reseller: 'dora',
    },
    {
      ...common,
      id: 'b-00000000000000cc',
      target: '203.0.113.77',
      scope: { kind: 'domain', domain: 'zoe.example' },
      by: 'root, in WHM',
      reason: reasons[2],
    },
  ];
  for (const entry of entries) if (!journal.append(entry).ok) throw new Error('the journal was not written');
}

interface Answered {
  readonly head: string;
  readonly body: string;
  readonly faults: readonly string[];
}

/** What a process of its own would answer, from variables to output, without starting one. */
async function answered({ variables, body }: EscapeAttempt): Promise<Answered> {
  let text = '';
  const faults: string[] = [];
  const output = { send: (piece: string): void => void (text += piece), gone: new AbortController().signal };
  const bytes = new TextEncoder().encode(body);
  const readForm = (formBytes: number) => Promise.resolve(formBytes > bytes.length ? null : formOf(bytes.subarray(0, formBytes)));
  await openCall(readCgiCall(variables), { root, output, readForm, log: (line) => faults.push(line) }).answer();
  const end = text.indexOf('\r\n\r\n');
  return { head: text.slice(0, end), body: text.slice(end + 4), faults };
}

function stateOf(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true }).map(String).sort();
  return Object.fromEntries(
    paths.map((path) => {
      const stats = lstatSync(join(folder, path));
      const bytes = stats.isFile() ? readFileSync(join(folder, path)) : '';
      return [path, `${stats.mode.toString(8)} ${stats.uid} ${createHash('sha256').update(bytes).digest('hex')}`];
    }),
  );
}

const headerLine =
  /^(?:Status: [2-5]\d\d [A-Za-z ]+|(?:Content-Type|Cache-Control|Content-Security-Policy|Cross-Origin-Opener-Policy|Cross-Origin-Resource-Policy|Referrer-Policy|X-Content-Type-Options|X-Frame-Options|Allow|Location): [\x20-\x7e]+)$/;

/** What is wrong with an answer; null when it gave nothing away and did nothing. */
function complaint({ variables, body: sentBody, isForDoor, lacksProof }: EscapeAttempt, { head, body, faults }: Answered): string | null {
  const status = Number(/^Status: (\d{3})/.exec(head)?.[1]);
  if (faults.length > 0 || !(status >= 200 && status < 500)) return `a fault: ${head} ${faults.join()}`;
  const odd = head.split('\r\n').find((line) => !headerLine.test(line));
  if (odd !== undefined) return `a header that is none of ours: ${odd}`;
  if (isForDoor && (status < 400 || [ownMarks.visitor, 'alice', 'shop.example'].some((mark) => body.includes(mark))))
    return `let in: ${head}`;
  if (lacksProof && !isForDoor && status !== 403) return `not refused for its proof: ${head}`;
  const isPost = variables['REQUEST_METHOD'] === 'POST';
  // To lift what one has not made is no failure; it leads back to a page, and names no block that anything was done to.
  if (isPost && status < 400 && (status !== 303 || head.includes('done='))) return `a form that was taken: ${head}`;
  const sent = `${decodeURIComponent(variables['QUERY_STRING'] ?? '')} ${decodeURIComponent(sentBody)}`;
  const leaked = marks.filter((mark) => `${head}${body}`.includes(mark) && !sent.includes(mark));
  return leaked.length > 0 ? `leaked: ${leaked.join()}` : null;
}

/** The same from a process of its own: from `index.cgi` with its environment to the exit code. */
async function answeredByProcess({ variables, body }: EscapeAttempt): Promise<Answered> {
  const child = spawn(cgiPath(root), [], { env: { ...variables }, stdio: ['pipe', 'pipe', 'pipe'] });
  const pieces: Record<'stdout' | 'stderr', string> = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) child[name].setEncoding('utf8').on('data', (piece: string) => (pieces[name] += piece));
  child.stdin.on('error', () => undefined).end(body);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  const end = pieces.stdout.indexOf('\r\n\r\n');
  const faults = [...(code === 0 ? [] : [`exit ${String(code)}`]), ...(pieces.stderr === '' ? [] : [pieces.stderr])];
  return { head: pieces.stdout.slice(0, end), body: pieces.stdout.slice(end + 4), faults };
}

const inputsEach = 5_000;
const inputsByProcess = 40;
/** Several wait for their process at a time. */
const atOnce = 4;
const leave: ResellerSettings = { ...usualSettings.resellers, server: { bob: { perHour: 5 } } };

describe.skipIf(!needs.root)(`a reseller's attempts to escape${because(needs.root, 'needs root')}`, () => {
  let tokens: Tokens;
  beforeAll(() => {
    makeBusyScene(root, Date.now());
    const stateFolder = memoryFolder('cpanel', root) ?? '';
    putBlocks(stateFolder);
    const secret = secretAt(join(stateFolder, 'form-secret'));
    if (!secret.ok) throw new Error('no secret');
    tokens = { maker: formTokens(secret.value, Date.now), session };
  });
  afterAll(() => {
    rmSync(root, { recursive: true, force: true });
  });

  it.each<[string, ResellerSettings, number]>([
    ['as shipped', usualSettings.resellers, 20_261_122],
    ['with leave to block for the whole server', leave, 20_261_123],
  ])(
    `are all refused, show nothing of others and change nothing, ${String(inputsEach)} of them, %s`,
    async (_, resellers, seed) => {
      await writeSettings('cpanel', root, { ...usualSettings, resellers });
      const before = stateOf(root);
      const random = randomFrom(seed);
      const statuses: Record<string, number> = {};
      for (let at = 0; at < inputsEach; at++) {
        const attempt = escapeAttempt(random, tokens);
        const answer = await answered(attempt);
        const wrong = complaint(attempt, answer);
        if (wrong !== null) expect({ at, wrong, ...attempt }).toBeNull();
        const status = answer.head.slice(8, 11);
        statuses[status] = (statuses[status] ?? 0) + 1;
      }
      expect(stateOf(root)).toEqual(before);
      console.info(`${String(inputsEach)} attempts, answers by status: ${JSON.stringify(statuses)}`);
    },
    300_000,
  );

  it(`are refused by the program as WHM starts it too, ${String(inputsByProcess)} of them`, async () => {
    await writeSettings('cpanel', root, { ...usualSettings, resellers: leave });
    installPlugin(root);
    // The first start may compile.
    const random = randomFrom(20_261_124);
    const first = escapeAttempt(random, tokens);
    await answeredByProcess({ ...first, variables: {} });
    const before = stateOf(root);
    const attempts: EscapeAttempt[] = [];
    while (attempts.length < inputsByProcess) {
      const attempt = escapeAttempt(random, tokens);
      // No environment holds such a character.
      if (!JSON.stringify(attempt.variables).includes('\\u0000')) attempts.push(attempt);
    }
    const queue = attempts.entries();
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        for (const [at, attempt] of queue) {
          const wrong = complaint(attempt, await answeredByProcess(attempt));
          if (wrong !== null) expect({ at, wrong, ...attempt }).toBeNull();
        }
      }),
    );
    expect(stateOf(root)).toEqual(before);
    console.info(`${String(inputsByProcess)} attempts by processes`);
  }, 300_000);
});
