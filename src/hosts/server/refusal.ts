import type { WebResponse } from '../../web/request.ts';
import { hostsOf, type Refusal } from './door.ts';

const plainHeaders = {
  'Content-Type': 'text/plain; charset=utf-8',
  'Content-Security-Policy': "default-src 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
};

export const plainText = (status: number, text: string): WebResponse => ({ status, headers: plainHeaders, body: `${text}\n` });

/** A 403 in plain words: why, and what to do. It tells nothing that the caller does not know. */
export const refusal = (reason: Refusal, port: number): WebResponse =>
  plainText(reason === 'odd-target' ? 400 : 403, refusalText(reason, port));

function refusalText(reason: Refusal, port: number): string {
  const home = `http://${hostsOf(port)[0] ?? ''}/`;
  switch (reason) {
    case 'wrong-host':
      return [
        `403 Active Connections answers only at ${home}`,
        '',
        'Over SSH, forward the same port number and open the link in your own browser:',
        `  ssh -L ${port}:127.0.0.1:${port} root@your-server`,
      ].join('\n');
    case 'from-elsewhere':
      return `403 Another site sent your browser here, so nothing is shown. Type or paste the link into the address bar.`;
    case 'wrong-token':
      return [
        '403 This link was used before, is older than ten minutes, or is wrong.',
        '',
        'Press Enter in the terminal where Active Connections runs: it prints a new link.',
        `If you have signed in with this browser already, open ${home}`,
      ].join('\n');
    case 'not-signed-in':
      return [
        '403 You are not signed in, or nothing happened here for twelve hours.',
        '',
        'Open the link that Active Connections printed in the terminal. It works once: press Enter there for a new one.',
      ].join('\n');
    case 'odd-target':
      return '400 This is no proxy: ask for a path, as in GET / HTTP/1.1.';
  }
}
