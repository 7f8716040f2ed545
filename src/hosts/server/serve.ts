import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomBytes } from 'node:crypto';
import type { Blocks } from '../../actions/blocks.ts';
import type { SettingsKeeper } from '../../actions/settings-keeper.ts';
import type { Reviews } from '../../actions/reviews.ts';
import type { Operator } from '../../model/operator.ts';
import { clockAt } from '../../views/times.ts';
import { dispatch, failureResponse } from '../../web/dispatch.ts';
import { ownDocument } from '../../web/chrome.ts';
import type { StreamedBody, WebResponse } from '../../web/request.ts';
import type { SentForm } from '../../web/sent-form.ts';
import { faultLine } from '../fault-line.ts';
import { formTokens } from '../form-tokens.ts';
import { answerTo, type AskedPage, type House } from './answer.ts';
import { hostsOf } from './door.ts';
import { readForm } from './read-form.ts';
import { sharedPages } from './shared-pages.ts';
import { signIn } from './sign-in.ts';

export interface ServeOptions {
  /** A port of one's own choice; a free one when left out. */
  readonly port?: number | undefined;
  readonly reviews: Reviews;
  readonly blocks: Blocks;
  readonly settings?: SettingsKeeper | null;
  /** Whoever started it: everybody with a link is them. */
  readonly operator: Operator;
  /** Called when an answer is out: time for work that nobody waits for. */
  readonly settle?: () => unknown;
  /** Gets one line, safe to print, about each fault of ours. */
  readonly log: (line: string) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Zone of the times on the pages, as an IANA name; the machine’s own when left out. */
  readonly timeZone?: string | undefined;
}

export interface RunningServer {
  readonly port: number;
  /** A fresh link with a token that works once, within ten minutes. */
  newLink(): string;
  /** Takes no more calls, lets those under way finish for a moment, then hangs up. */
  close(): Promise<void>;
}

const limits = {
  // A request without a Host is the door's to refuse, with a 403 like any other stranger.
  requireHostHeader: false,
  maxHeaderSize: 16 * 1024,
  headersTimeout: 5_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 5_000,
};
// Any user of the machine can open connections here; it takes more than a handful to keep the operator out.
const mostConnections = 1_000;
const closingTimeMs = 2_000;

/**
 * Serves the pages on 127.0.0.1 to whoever was given the link.
 *
 * Rejects with the system's error when the port cannot be had (`EADDRINUSE`, `EACCES`).
 */
export async function serve(options: ServeOptions): Promise<RunningServer> {
  const { log } = options;
  const server = createServer(limits);
  server.maxConnections = mostConnections;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const house: House = { port, signIn: signIn(options.now), page: pageMaker(options) };

  server.removeAllListeners('error').on('error', (error) => {
    log(`server: ${faultLine(error)}`);
  });
  server.on('request', (request, response) => {
    const caller = { method: request.method ?? '', target: request.url ?? '', headers: request.headers };
    Promise.resolve(answerTo(caller, house, () => readForm(request)))
      .then((answer) => send(answer, request, response))
      .finally(options.settle)
      .catch((error: unknown) => {
        log(`request failed: ${faultLine(error)}`);
        response.destroy();
      });
  });
  return {
    port,
    newLink: () => `http://${hostsOf(port)[0] ?? ''}/?token=${house.signIn.newToken()}`,
    close: () =>
      new Promise((resolve) => {
        const hangUp = setTimeout(() => {
          server.closeAllConnections();
        }, closingTimeMs);
        server.close(() => {
          clearTimeout(hangUp);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

/** Makes pages; what goes wrong in one becomes a page that says so, and a line in the log. */
function pageMaker({ reviews, blocks, settings = null, operator, log, now, timeZone }: ServeOptions): House['page'] {
  // Forms of another process, or of the one before, are nobody's.
  const tokens = formTokens(randomBytes(32), now);
  const make = async ({ method, query, session }: Omit<AskedPage, 'readForm'>, form: SentForm | null): Promise<WebResponse> => {
    const clock = clockAt(now(), timeZone);
    try {
      const request = { method, query, form, operator: { ...operator, session } };
      const answer = await dispatch(request, { reviews, blocks, settings, tokens, clock, chrome: ownDocument });
      return typeof answer.body === 'string' ? answer : { ...answer, body: logged(answer.body) };
    } catch (error) {
      log(`page failed: ${faultLine(error)}`);
      return failureResponse(clock, ownDocument);
    }
  };
  const logged =
    (body: StreamedBody): StreamedBody =>
    (send, gone) =>
      body(send, gone).catch((error: unknown) => {
        log(`page failed: ${faultLine(error)}`);
      });
  // Whoever is let in here is the same operator; the forms on a page are the session's.
  const shared = sharedPages((key) => {
    const [session = '', query = ''] = key.split(' ', 2);
    return make({ method: 'GET', query: new URLSearchParams(query), session }, null);
  });
  return async (asked) => {
    const { method, query, session, readForm } = asked;
    if (method === 'GET') return shared(`${session} ${query.toString()}`);
    return make(asked, method === 'POST' ? await readForm() : null);
  };
}

/** Resolves when the answer is out, or when nobody is there any more to take it. */
async function send(answer: WebResponse, request: IncomingMessage, response: ServerResponse): Promise<void> {
  // Whoever sent a body that nobody reads is not asked for another request on the same connection.
  const closing = request.method === 'GET' || request.method === 'HEAD' ? {} : { Connection: 'close' };
  const headers = { ...answer.headers, ...closing };
  if (typeof answer.body === 'string') {
    const body = Buffer.from(answer.body, 'utf8');
    response.writeHead(answer.status, { ...headers, 'Content-Length': body.length });
    // Node leaves the body of an answer to HEAD away.
    response.end(body);
  } else {
    response.writeHead(answer.status, headers);
    if (request.method !== 'HEAD') await sendPieces(answer.body, response);
    response.end();
  }
  if (!response.closed) await new Promise((resolve) => response.once('close', resolve));
}

async function sendPieces(body: StreamedBody, response: ServerResponse): Promise<void> {
  const left = new AbortController();
  response.once('close', () => {
    left.abort();
  });
  if (response.closed) return;
  await body((piece) => {
    if (!response.destroyed) response.write(piece);
  }, left.signal);
}
