import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { selfSigned } from './self-signed.mjs';
import { answerWhm } from './whm-answers.mjs';

export interface RunningWhm {
  readonly port: number;
  /** Its own certificate, PEM. */
  readonly certificate: string;
  stop(): Promise<void>;
}

/** WHM's HTTPS side on a loopback port: JSON replies, 401 for a wrong token. Its certificate names `host`. */
export async function startWhm(statePath: string, host: string, token: string): Promise<RunningWhm> {
  const { key, certificate } = selfSigned(host);
  const server = createServer({ key, cert: certificate }, (request, response) => {
    void answer(request, response, statePath, `whm root:${token}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    });
  return { port: typeof address === 'object' && address !== null ? address.port : 0, certificate, stop };
}

async function answer(request: IncomingMessage, response: ServerResponse, statePath: string, authorization: string): Promise<void> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  if (request.headers.authorization !== authorization) {
    response.writeHead(401, { 'Content-Type': 'text/html' }).end('<html><body>login</body></html>');
    return;
  }
  const { pathname } = new URL(request.url ?? '/', 'https://whm.example');
  const form = new URLSearchParams(Buffer.concat(pieces).toString('utf8'));
  const [first, ...rest] = [...form];
  if (request.method !== 'POST' || first?.[0] !== 'api.version' || first[1] !== '1') {
    response.writeHead(200).end(JSON.stringify({ cpanelresult: { apiversion: '2', error: 'not a call of version 1', type: 'text' } }));
    return;
  }
  const text = answerWhm(statePath, pathname.replace('/json-api/', ''), rest, 'root');
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(text);
}
