import type { DomainName } from '../../model/domain-name.ts';
import type { IpAddress } from '../../model/ip-address.ts';
import type { Problem } from '../../model/problem.ts';
import { failed, ok, type Result } from '../../model/result.ts';
import type { HttpsPost } from '../../system/https-post.ts';
import type { WhmTransport } from './whm-api.ts';

/** A WHM server elsewhere, and the right to use it. */
export interface RemoteWhm {
  /** The server's own name: its certificate is checked against it. */
  readonly host: DomainName;
  /** Where to connect instead of what the name resolves to (127.0.0.1 on the server itself). */
  readonly address?: IpAddress;
  /** 2087 unless said otherwise. */
  readonly port?: number;
  readonly user: string;
  readonly token: WhmToken;
  /** Certificates to trust beside the usual ones, PEM: many servers sign their own. */
  readonly certificates?: string;
}

declare const whmTokenBrand: unique symbol;

/** An API token's secret; comes only from {@link parseWhmToken}. */
export type WhmToken = string & { readonly [whmTokenBrand]: true };

/** The token in a text, or undefined: letters and digits, so that it can add nothing to a header. */
export const parseWhmToken = (text: string): WhmToken | undefined => (/^[A-Za-z0-9]{8,128}$/.test(text) ? (text as WhmToken) : undefined);

/**
 * WHM over HTTPS with an API token (https://api.docs.cpanel.net/whm/tokens/). The reply is 200 whatever came of the call.
 * Problems: request-failed, unexpected-answer (another status).
 */
export function remoteWhm(server: RemoteWhm, post: HttpsPost): WhmTransport {
  const send = async (name: string, parameters: Readonly<Record<string, string>>): Promise<Result<string, Problem>> => {
    const reply = await post({
      host: server.host,
      address: server.address ?? null,
      port: server.port ?? 2087,
      path: `/json-api/${encodeURIComponent(name)}`,
      headers: {
        Authorization: `whm ${server.user}:${server.token}`,
        'Content-Type': 'application/x-www-form-urlencoded',
        Accept: 'application/json',
      },
      body: new URLSearchParams(parameters).toString(),
      certificates: server.certificates ?? null,
      timeoutMs: 30_000,
      answerLimitBytes: 32 * 1024 * 1024,
    });
    if (!reply.ok) return reply;
    if (reply.value.status === 200) return ok(reply.value.body);
    return failed({ kind: 'unexpected-answer', from: `WHM (${name})`, detail: statusText(reply.value.status) });
  };
  return {
    send: ({ name, parameters }) => send(name, { 'api.version': '1', ...parameters }),
    sendApi2: ({ account, module, name }) =>
      send('cpanel', {
        cpanel_jsonapi_user: account,
        cpanel_jsonapi_apiversion: '2',
        cpanel_jsonapi_module: module,
        cpanel_jsonapi_func: name,
      }),
  };
}

const statusText = (status: number): string =>
  status === 401 || status === 403 ? `status ${status}: the token or its user is not accepted` : `status ${status}`;
