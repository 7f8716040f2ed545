import { parseIpAddress } from '../../model/ip-address.ts';
import { parseIpRange } from '../../model/ip-range.ts';
import type { Problem } from '../../model/problem.ts';
import { ok, type Result } from '../../model/result.ts';
import type { RunProgram } from '../../system/run-program.ts';
import { type BanPrograms, textOf } from './fail2ban.ts';

/** An address that a jail holds. */
export interface Ban {
  readonly target: string;
  readonly jail: string;
}

const targetIn = (word: string): string | undefined => (word.includes('/') ? parseIpRange(word) : parseIpAddress(word));

/** Lines of `plesk bin ip_ban --banned`: address and jail with any amount of white space between; other lines are headings. */
export function parseBanned(text: string): readonly Ban[] {
  return text.split('\n').flatMap((line) => {
    const [word = '', jail] = line.trim().split(/\s+/);
    const target = targetIn(word);
    return target === undefined || jail === undefined ? [] : [{ target, jail }];
  });
}

/** Addresses and ranges at the beginning of the lines of `plesk bin ip_ban --trusted`. */
export const parseTrusted = (text: string): readonly string[] =>
  text.split('\n').flatMap((line) => targetIn(/^[\s|]*([\da-f.:/]+)/i.exec(line)?.[1] ?? '') ?? []);

/**
 * What is banned now, by whatever jail: as Plesk says, or, where Plesk's program cannot say it, as Fail2Ban says jail by jail.
 * Problems: those of a program.
 */
export async function readBans(run: RunProgram, programs: BanPrograms, jails: readonly string[]): Promise<Result<readonly Ban[], Problem>> {
  const banned = await textOf(run, programs.plesk, ['bin', 'ip_ban', '--banned']);
  if (banned.ok) return ok(parseBanned(banned.value));
  const bans: Ban[] = [];
  for (const jail of jails) {
    const text = await textOf(run, programs.fail2banClient, ['get', jail, 'banip']);
    if (!text.ok) return text;
    for (const word of text.value.split(/\s+/)) {
      const target = targetIn(word);
      if (target !== undefined) bans.push({ target, jail });
    }
  }
  return ok(bans);
}
