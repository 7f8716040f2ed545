/**
 * Policy for long lines: a line of more than `longestLine` bytes is judged by its first `longestLine` bytes and counted
 * as cut; the rest of it is thrown away up to its line feed and never taken for a line of its own. Apache's defaults
 * allow about 98 KiB (three fields of 8,190 bytes, four bytes an escape), so only rubbish is cut.
 */
export const longestLine: usize = 128 * 1024;

/** The bytes that come in: always room for a whole line, so that every call gets on. */
export const inputBytes: usize = 2 * longestLine;
