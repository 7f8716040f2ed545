import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Reviews } from '../../actions/reviews.ts';
import { cutInTheMiddle } from '../../views/printable.ts';
import { clockAt } from '../../views/times.ts';
import { dispatch, failureResponse } from '../../web/dispatch.ts';
import type { WebResponse } from '../../web/request.ts';
import { answerTo, type House } from './answer.ts';
import { hostsOf } from './door.ts';
import { sharedWork } from './shared-work.ts';
import { signIn } from './sign-in.ts';

export interface ServeOptions {
  /** A port of one's own choice; a free one when left out. */
  readonly port?: number | undefined;
  readonly reviews: Reviews;
  /** Called when an answer is out: time for work that nobody waits for. */
  readonly settle?: () => void;
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
    log(`server: ${logLine(error)}`);
  });
  server.on('request', (request, response) => {
    if (options.settle !== undefined) response.once('close', options.settle);
    const caller = { method: request.method ?? '', target: request.url ?? '', headers: request.headers };
    Promise.resolve(answerTo(caller, house))
      .then((answer) => {
        send(answer, request, response);
      })
      .catch((error: unknown) => {
        log(`request failed: ${logLine(error)}`);
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
function pageMaker({ reviews, log, now, ...options }: ServeOptions): House['page'] {
  const timeZone = options.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const make = async (key: string): Promise<WebResponse> => {
    const [method = '', query = ''] = key.split(' ');
    const clock = clockAt(now(), timeZone);
    try {
      return await dispatch({ method, query: new URLSearchParams(query) }, reviews, clock);
    } catch (error) {
      log(`page failed: ${logLine(error)}`);
      return failureResponse(clock);
    }
  };
  const shared = sharedWork(make);
  return (method, query) => shared(`${method} ${query.toString()}`);
}

/** The message and where it came from, safe to print; the rest of a stack helps nobody who reads a terminal. */
function logLine(error: unknown): string {
  if (!(error instanceof Error)) return cutInTheMiddle(String(error), 400);
  const place = /\n\s+at (.*)/.exec(error.stack ?? '')?.[1];
  return cutInTheMiddle(place === undefined ? error.message : `${error.message} (at ${place})`, 400);
}

function send(answer: WebResponse, request: IncomingMessage, response: ServerResponse): void {
  const body = Buffer.from(answer.body, 'utf8');
  // Whoever sent a body that nobody reads is not asked for another request on the same connection.
  const closing = request.method === 'GET' || request.method === 'HEAD' ? {} : { Connection: 'close' };
  response.writeHead(answer.status, { ...answer.headers, ...closing, 'Content-Length': body.length });
  // Node leaves the body of an answer to HEAD away.
  response.end(body);
}
