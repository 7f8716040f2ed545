import type { AllowEntry } from '../../block/guard/guard-facts.ts';
import { parseIpAddress } from '../../model/ip-address.ts';
import { parseIpRange } from '../../model/ip-range.ts';
import type { Problem } from '../../model/problem.ts';
import { ok, type Result } from '../../model/result.ts';
import type { RunProgram } from '../../system/run-program.ts';
import { parseTrusted } from './ban-list.ts';
import { type BanPrograms, textOf } from './fail2ban.ts';

/** Whom Plesk never bans by itself: `plesk bin ip_ban --trusted`. Problems: those of a program. */
export async function readTrusted(run: RunProgram, { plesk }: BanPrograms): Promise<Result<readonly AllowEntry[], Problem>> {
  const text = await textOf(run, plesk, ['bin', 'ip_ban', '--trusted']);
  if (!text.ok) return text;
  return ok(
    parseTrusted(text.value).flatMap((entry) => {
      const covers = parseIpAddress(entry) ?? parseIpRange(entry);
      return covers === undefined ? [] : [{ covers, list: "Plesk's list of trusted addresses", comment: null }];
    }),
  );
}
