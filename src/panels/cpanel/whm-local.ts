import { join } from 'node:path';
import { ok } from '../../model/result.ts';
import type { RunProgram } from '../../system/run-program.ts';
import type { WhmTransport } from './whm-api.ts';

/** cPanel's own programs; CloudLinux puts others of the same name first in a PATH. */
export interface WhmPrograms {
  readonly whmapi1: string;
  readonly cpapi2: string;
}

export const cpanelPrograms = (root = '/'): WhmPrograms => ({
  whmapi1: join(root, '/usr/local/cpanel/bin/whmapi1'),
  cpapi2: join(root, '/usr/local/cpanel/bin/cpapi2'),
});

// A list with 100,000 addresses and comments is smaller.
const outputLimitBytes = 32 * 1024 * 1024;
const timeoutMs = 30_000;
// Both programs act as the user this variable names (facts of cPanel's own set-up scripts).
const environment = { REMOTE_USER: 'root' };

/** WHM through its command line, as root on the server itself: no secret, no network. Problems: those of a program. */
export function localWhm(run: RunProgram, programs: WhmPrograms = cpanelPrograms()): WhmTransport {
  const text = async (program: string, words: readonly string[]): ReturnType<WhmTransport['send']> => {
    const output = await run({ program, arguments: words, timeoutMs, outputLimitBytes, environment });
    return output.ok ? ok(output.value.toString('utf8')) : output;
  };
  return {
    send: (call) => text(programs.whmapi1, commandWords(call.name, call.parameters)),
    sendApi2: ({ account, module, name }) => text(programs.cpapi2, [`--user=${account}`, '--output=json', module, name]),
  };
}

/** The arguments of `whmapi1` for a call, as a plan shows them. */
export const commandWords = (name: string, parameters: Readonly<Record<string, string>>): readonly string[] => [
  '--output=json',
  name,
  ...Object.entries(parameters).map(([key, value]) => `${key}=${encoded(value)}`),
];

// The program takes values URI-encoded. What needs no encoding is left as it is, so that an address reads the same to a
// version that would not decode.
const encoded = (value: string): string =>
  value.replace(/[^A-Za-z0-9 :/.,;()_-]/gu, (sign) => Array.from(Buffer.from(sign), percent).join(''));

const percent = (byte: number): string => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
