import { createHmac } from 'node:crypto';
import type { TokenMaker } from '../web/form-token.ts';

/** Proofs of forms under a secret that nobody else has. */
export const formTokens = (secret: Uint8Array, nowMs: () => number): TokenMaker => ({
  keyed: (text) => createHmac('sha256', secret).update(text).digest('base64url'),
  nowEpoch: () => nowMs() / 1000,
});
