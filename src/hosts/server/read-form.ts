import type { IncomingMessage } from 'node:http';
import { formOf, isFormType, longestFormBytes, type SentForm } from '../../web/sent-form.ts';

/** The form that a request brings, or why there is none. Rejects when the sender hangs up before its end. */
export function readForm(request: IncomingMessage): Promise<SentForm> {
  if (!isFormType(request.headers['content-type'])) return Promise.resolve({ kind: 'not-a-form' });
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let bytes = 0;
    request.on('data', (piece: Buffer) => {
      bytes += piece.length;
      if (bytes <= longestFormBytes) {
        pieces.push(piece);
        return;
      }
      // Paused, not destroyed: the answer still goes out on this connection, and then ends it.
      request.pause().removeAllListeners('data');
      resolve({ kind: 'too-large' });
    });
    request.on('end', () => {
      resolve(formOf(Buffer.concat(pieces)));
    });
    request.on('error', reject);
    request.on('close', () => {
      reject(new Error('the request ended before its form'));
    });
  });
}
