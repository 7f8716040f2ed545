import type { WebResponse } from '../../web/request.ts';
import type { SentForm } from '../../web/sent-form.ts';
import { assetNamed } from '../../web/assets.ts';
import { type Admission, admit, type Caller, cookieName } from './door.ts';
import { plainText, refusal } from './refusal.ts';
import type { SignIn } from './sign-in.ts';

/** A page as the signed-in browser asks for it. */
export interface AskedPage {
  readonly method: string;
  readonly query: URLSearchParams;
  readonly session: string;
  /** Reads the form that came along; asked for once, and not for a page that takes none. */
  readonly readForm: () => Promise<SentForm>;
}

export interface House {
  readonly port: number;
  readonly signIn: SignIn;
  /** Makes the page that is asked for. */
  readonly page: (asked: AskedPage) => Promise<WebResponse>;
}

/** The answer to one call: the door first, then the page or the asset. */
export function answerTo(caller: Caller, house: House, readForm: AskedPage['readForm']): Promise<WebResponse> | WebResponse {
  const admission = admit(caller, house.port, house.signIn);
  switch (admission.kind) {
    case 'refused':
      return refusal(admission.reason, house.port);
    case 'signed-in':
      return welcome(admission.session, house.port);
    case 'come-in':
      return inside(caller.method, admission, house, readForm);
  }
}

/** Sets the cookie and takes the token out of the address bar. */
function welcome(session: string, port: number): WebResponse {
  const answer = plainText(303, 'Signed in.');
  const cookie = `${cookieName(port)}=${session}; HttpOnly; SameSite=Strict; Path=/`;
  return { ...answer, headers: { ...answer.headers, Location: './', 'Set-Cookie': cookie } };
}

function inside(
  method: string,
  { path, query, session }: Admission & { kind: 'come-in' },
  house: House,
  readForm: AskedPage['readForm'],
): Promise<WebResponse> | WebResponse {
  if (path === '/') return house.page({ method, query, session, readForm });
  const asset = path.startsWith('/assets/') ? assetNamed(path.slice('/assets/'.length)) : undefined;
  if (asset === undefined) return plainText(404, '404 There is nothing here.');
  return method === 'GET' || method === 'HEAD'
    ? asset
    : { ...plainText(405, '405 This can only be fetched.'), headers: { Allow: 'GET, HEAD' } };
}
