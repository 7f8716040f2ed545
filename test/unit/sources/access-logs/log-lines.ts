/** Combined log lines for the tests of this folder. */
export interface LineParts {
  readonly address?: string;
  /** Of 22 November 2026, UTC. */
  readonly time?: string;
  readonly prefix?: string;
}

export const logLine = (target: string, { address = '203.0.113.7', time = '06:39:45', prefix = '' }: LineParts = {}): string =>
  `${prefix}${address} - - [22/Nov/2026:${time} +0000] "GET ${target} HTTP/1.1" 200 5 "-" "Mozilla/5.0"\n`;

export const epochOf = (time: string): number => Date.parse(`2026-11-22T${time}Z`) / 1000;
