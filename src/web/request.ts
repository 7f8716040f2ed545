import type { Operator } from '../model/operator.ts';
import type { SentForm } from './sent-form.ts';

/** A request as every host hands it in, after it has made sure who asks and that no other site caused it. */
export interface WebRequest {
  readonly method: string;
  readonly query: URLSearchParams;
  /** What came in the body; null for a request without one. */
  readonly form: SentForm | null;
  readonly operator: Operator;
}

/** The answer as every host hands it out: status and headers at once, then the body. */
export interface WebResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Text that is there already, or pieces that come while the work is done. */
  readonly body: string | StreamedBody;
}

/**
 * Sends a body piece by piece and resolves when it is whole. Each piece should reach the browser before the next is made.
 * When `gone` aborts, nobody reads on: the work then ends soon and nothing more is sent. Rejects for a bug of ours, after
 * the body was brought to an end that says so; the host writes the bug down.
 */
export type StreamedBody = (send: (piece: string) => void, gone: AbortSignal) => Promise<void>;
