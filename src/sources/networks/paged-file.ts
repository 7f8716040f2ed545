import type { OpenFile } from '../../system/open-file.ts';

/** Bytes of a file by their place; undefined where they do not all lie in the file. */
export type ReadAt = (offset: number, length: number) => Uint8Array | undefined;

const pageBytes = 4096;
/** One megabyte: the upper part of a search tree, which every look-up walks, and what was read last. */
const mostPages = 256;

/** Reads a file page by page, when asked for and into bounded memory, however large it is. */
export function pagedFile(file: Pick<OpenFile, 'read' | 'sizeBytes'>): ReadAt {
  const pages = new Map<number, Uint8Array>();
  const pageAt = (number: number): Uint8Array => {
    const known = pages.get(number);
    pages.delete(number);
    const page = known ?? readPage(file, number);
    pages.set(number, page);
    const [oldest] = pages.keys();
    if (pages.size > mostPages && oldest !== undefined) pages.delete(oldest);
    return page;
  };
  return (offset, length) => {
    if (offset < 0 || length < 0 || offset + length > file.sizeBytes) return undefined;
    const bytes = new Uint8Array(length);
    for (let filled = 0; filled < length; ) {
      const at = offset + filled;
      const within = at % pageBytes;
      const piece = pageAt((at - within) / pageBytes).subarray(within, within + length - filled);
      // Somebody cut the file meanwhile.
      if (piece.length === 0) return undefined;
      bytes.set(piece, filled);
      filled += piece.length;
    }
    return bytes;
  };
}

function readPage(file: Pick<OpenFile, 'read'>, number: number): Uint8Array {
  const page = new Uint8Array(pageBytes);
  return page.subarray(0, file.read(page, number * pageBytes));
}
