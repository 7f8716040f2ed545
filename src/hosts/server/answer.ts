import type { WebResponse } from '../../web/request.ts';
import { assetNamed } from '../../web/assets.ts';
import { type Admission, admit, type Caller, cookieName } from './door.ts';
import { plainText, refusal } from './refusal.ts';
import type { SignIn } from './sign-in.ts';

export interface House {
  readonly port: number;
  readonly signIn: SignIn;
  /** Makes the page for a query. It never rejects. */
  readonly page: (method: string, query: URLSearchParams) => Promise<WebResponse>;
}

/** The answer to one call: the door first, then the page or the asset. */
export function answerTo(caller: Caller, house: House): Promise<WebResponse> | WebResponse {
  const admission = admit(caller, house.port, house.signIn);
  switch (admission.kind) {
    case 'refused':
      return refusal(admission.reason, house.port);
    case 'signed-in':
      return welcome(admission.session, house.port);
    case 'come-in':
      return inside(caller.method, admission, house);
  }
}

/** Sets the cookie and takes the token out of the address bar. */
function welcome(session: string, port: number): WebResponse {
  const answer = plainText(303, 'Signed in.');
  const cookie = `${cookieName(port)}=${session}; HttpOnly; SameSite=Strict; Path=/`;
  return { ...answer, headers: { ...answer.headers, Location: './', 'Set-Cookie': cookie } };
}

function inside(method: string, { path, query }: Admission & { kind: 'come-in' }, house: House): Promise<WebResponse> | WebResponse {
  if (path === '/') return house.page(method, query);
  const asset = path.startsWith('/assets/') ? assetNamed(path.slice('/assets/'.length)) : undefined;
  if (asset === undefined) return plainText(404, '404 There is nothing here.');
  return method === 'GET' || method === 'HEAD'
    ? asset
    : { ...plainText(405, '405 This can only be fetched.'), headers: { Allow: 'GET, HEAD' } };
}
