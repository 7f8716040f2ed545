/**
 * Exactly so many bytes from standard input, and not one more: what a CGI program is told to expect. Null when fewer come
 * before the end, when reading fails, or when they have not come after `timeoutMs`: an end may never come.
 */
export async function readBody(lengthBytes: number, timeoutMs: number): Promise<Uint8Array | null> {
  if (lengthBytes === 0) return new Uint8Array(0);
  const { stdin } = process;
  const pieces: Buffer[] = [];
  let held = 0;
  return new Promise((resolve) => {
    const end = (body: Uint8Array | null): void => {
      clearTimeout(timer);
      stdin.removeAllListeners();
      // What else may be in the pipe is nobody's, and must not keep the process alive.
      stdin.on('error', () => undefined).destroy();
      resolve(body);
    };
    const timer = setTimeout(end, timeoutMs, null);
    stdin.on('data', (piece: Buffer) => {
      pieces.push(piece);
      held += piece.length;
      if (held >= lengthBytes) end(Buffer.concat(pieces).subarray(0, lengthBytes));
    });
    stdin.on('end', () => {
      end(null);
    });
    stdin.on('error', () => {
      end(null);
    });
  });
}
