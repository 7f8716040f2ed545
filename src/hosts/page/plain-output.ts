import { writeSync } from 'node:fs';
import { errorCode } from '../../system/fs-problem.ts';

export interface PlainOutput {
  readonly send: (piece: string) => void;
  /** Aborts when the text cannot be written any more: whoever read it has gone, or the disk is full. */
  readonly gone: AbortSignal;
  /** Why not; null while all is well. */
  readonly fault: () => NodeJS.ErrnoException | null;
}

/**
 * Standard output, written to directly: what is sent has left this process when `send` returns, also while logs are read
 * without a pause, and opening the stream would cost a tenth of Node's own start. Where the other end does not keep up
 * (EAGAIN, on a pipe or socket that somebody made non-blocking) the stream takes over.
 */
export function plainOutput(): PlainOutput {
  const gone = new AbortController();
  let fault: NodeJS.ErrnoException | null = null;
  let stream: NodeJS.WriteStream | undefined;
  const end = (error: unknown): void => {
    fault ??= error as NodeJS.ErrnoException;
    gone.abort();
  };
  const toStream = (bytes: Uint8Array): void => {
    stream ??= process.stdout.on('error', end);
    stream.write(bytes);
  };
  const send = (piece: string): void => {
    if (gone.signal.aborted) return;
    const bytes = Buffer.from(piece, 'utf8');
    let at = 0;
    try {
      while (stream === undefined && at < bytes.length) at += writeSync(1, bytes, at);
    } catch (error) {
      if (errorCode(error) !== 'EAGAIN') {
        end(error);
        return;
      }
      toStream(bytes.subarray(at));
      return;
    }
    if (stream !== undefined) toStream(bytes);
  };
  return { send, gone: gone.signal, fault: () => fault };
}
