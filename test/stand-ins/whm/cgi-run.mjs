// @ts-check
import { spawn } from 'node:child_process';
import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Runs a CGI program as cpsrvd does and sends on what it answers. What is observed of cpsrvd and kept here: `Status:` or a status
 * line, LF or CRLF; hop-by-hop headers dropped, headers against caching added; a lone `Location` leads elsewhere; a non-zero
 * exit before the headers is a 500; the body goes to standard input, `CONTENT_LENGTH` bytes of it; silence for too long ends it.
 *
 * @param {object} run
 * @param {readonly string[]} run.command
 * @param {Record<string, string>} run.environment
 * @param {import('node:http').IncomingMessage} run.request
 * @param {import('node:http').ServerResponse} run.response
 * @param {string} run.root whose error_log gets what it complains about
 * @param {number} run.silenceMs
 * @returns {Promise<number | null>} its exit code
 */
export function runCgi({ command: [program = '', ...words], environment, request, response, root, silenceMs }) {
  const child = spawn(program, words, { env: environment, stdio: ['pipe', 'pipe', 'pipe'] });
  let waiting = Buffer.alloc(0);
  let begun = false;
  let timer = setTimeout(() => child.kill('SIGKILL'), silenceMs);
  child.stdin.on('error', () => undefined);
  request.pipe(child.stdin);
  response.on('close', () => child.kill('SIGTERM'));
  child.stderr.on('data', (/** @type {Buffer} */ text) => {
    const log = join(root, 'usr/local/cpanel/logs/error_log');
    mkdirSync(dirname(log), { recursive: true });
    appendFileSync(log, text);
  });
  child.stdout.on('data', (/** @type {Buffer} */ piece) => {
    clearTimeout(timer);
    timer = setTimeout(() => child.kill('SIGKILL'), silenceMs);
    if (begun) {
      response.write(piece);
      return;
    }
    waiting = Buffer.concat([waiting, piece]);
    const head = /^([\s\S]*?)\r?\n\r?\n/.exec(waiting.toString('latin1'));
    if (head === null) return;
    begun = true;
    sendHead(head[1] ?? '', response);
    response.write(waiting.subarray(head[0].length));
  });
  return new Promise((resolve) => {
    child.on('close', (code) => {
      clearTimeout(timer);
      if (!begun) response.writeHead(500, { 'Content-Type': 'text/html' }).write('<h1>Internal Error (ID 4711)</h1>');
      response.end();
      resolve(code);
    });
  });
}

const dropped = new Set(['connection', 'date', 'keep-alive', 'server', 'status']);

/** @param {string} head @param {import('node:http').ServerResponse} response */
function sendHead(head, response) {
  const lines = head.split(/\r?\n/);
  const line = /^HTTP\/1\.[01] (\d{3})/.exec(lines[0] ?? '');
  const fields = lines.flatMap((each) => {
    const colon = each.indexOf(':');
    return colon < 1 ? [] : [/** @type {const} */ ([each.slice(0, colon).toLowerCase(), each.slice(colon + 1).trim()])];
  });
  const of = (/** @type {string} */ name) => fields.find(([each]) => each === name)?.[1];
  const status = Number(line?.[1] ?? of('status')?.slice(0, 3) ?? (of('location') === undefined ? 200 : 302));
  for (const [name, value] of fields) if (!dropped.has(name)) response.setHeader(name, value);
  response.setHeader('Cache-Control', 'no-cache, no-store, must-revalidate, private');
  response.setHeader('Pragma', 'no-cache');
  response.setHeader('X-Frame-Options', 'SAMEORIGIN');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.writeHead(status);
}
