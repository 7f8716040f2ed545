import type { AnswerPlace } from '../page/answer-once.ts';
import type { PlainOutput } from '../page/plain-output.ts';

/** What stands before and after our part of a page; both empty for a page that is a document of its own. */
export interface Surroundings {
  readonly header: string;
  readonly footer: string;
}

export interface CgiAnswer {
  readonly place: AnswerPlace;
  readonly hasBegun: () => boolean;
}

/**
 * The answer of a CGI program as WHM takes it: `Status:`, the headers, an empty line, the body (RFC 3875, section 6). An
 * answer to HEAD, and one that leads elsewhere, has no body.
 */
export function cgiAnswer(output: Pick<PlainOutput, 'send' | 'gone'>, { header, footer }: Surroundings, method: string): CgiAnswer {
  let begun = false;
  let withBody = false;
  return {
    place: {
      gone: output.gone,
      begin: (status, headers) => {
        begun = true;
        withBody = method !== 'HEAD' && headers['Location'] === undefined;
        output.send(`${cgiHead(status, withoutPolicies(headers, header !== ''))}${withBody ? header : ''}`);
      },
      send: output.send,
      end: () => {
        if (withBody) output.send(footer);
      },
    },
    hasBegun: () => begun,
  };
}

const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  303: 'See Other',
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
};

/** Throws for a header that would not stay one line: a bug, wherever its text came from. */
function cgiHead(status: number, headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries(headers).map(([name, value]) => {
    if (!/^[\w-]+$/.test(name) || !/^[\x20-\x7e]*$/.test(value)) throw new Error(`header ${name} does not fit on a line`);
    return `${name}: ${value}\r\n`;
  });
  return `Status: ${String(status)} ${reasons[status] ?? 'Status'}\r\n${lines.join('')}\r\n`;
}

/**
 * Our policies would stop WHM's own scripts and styles where our page stands between them: there only those stay that do not
 * concern them. A form's sender is named to our own host: without it browsers send `Origin: null`.
 */
function withoutPolicies(headers: Readonly<Record<string, string>>, insideWhm: boolean): Readonly<Record<string, string>> {
  const told = { ...headers, 'Referrer-Policy': 'same-origin' };
  if (!insideWhm) return told;
  const kept = Object.fromEntries(Object.entries(told).filter(([name]) => name !== 'Cross-Origin-Opener-Policy'));
  return { ...kept, 'Content-Security-Policy': "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'" };
}
