/**
 * Proof that a form was drawn by us, for this operator in this session, not long ago: an HMAC over the three, so that nothing
 * has to be remembered. `keyed` is HMAC-SHA-256 under the secret of this installation, in base64url.
 */
export interface TokenMaker {
  readonly keyed: (text: string) => string;
  readonly nowEpoch: () => number;
}

const lifetimeSeconds = 3 * 3600;

/** A token for the forms of one page: `<time>.<proof>`. */
export function makeFormToken({ keyed, nowEpoch }: TokenMaker, operator: string, session: string): string {
  const time = Math.floor(nowEpoch()).toString(36);
  return `${time}.${keyed(message(time, operator, session))}`;
}

/** True for a token of ours for this operator and session, made in the last three hours. */
export function isFormToken({ keyed, nowEpoch }: TokenMaker, token: string, operator: string, session: string): boolean {
  const [time = '', proof = '', ...rest] = token.split('.');
  if (rest.length > 0 || !/^[\da-z]{1,10}$/.test(time) || token.length > 100) return false;
  const ageSeconds = nowEpoch() - Number.parseInt(time, 36);
  return ageSeconds > -60 && ageSeconds < lifetimeSeconds && sameText(proof, keyed(message(time, operator, session)));
}

/** Lengths stand before the texts, so that no two different pairs make one message. */
const message = (time: string, operator: string, session: string): string =>
  [time, operator, session].map((part) => `${String(part.length)}:${part}`).join('');

/** Takes as long for a wrong text as for the right one. */
function sameText(one: string, other: string): boolean {
  let different = one.length ^ other.length;
  for (let at = 0; at < other.length; at++) different |= (one.charCodeAt(at) || 0) ^ other.charCodeAt(at);
  return different === 0;
}
