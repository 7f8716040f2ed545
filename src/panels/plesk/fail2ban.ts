import { join } from 'node:path';
import type { IpAddress } from '../../model/ip-address.ts';
import type { Problem } from '../../model/problem.ts';
import { failed, ok, type Result } from '../../model/result.ts';
import type { RunProgram } from '../../system/run-program.ts';

/** The two programs through which Fail2Ban is reached on a Plesk server. */
export interface BanPrograms {
  readonly plesk: string;
  readonly fail2banClient: string;
}

/** Of the server whose file tree begins at `root`. */
export const banPrograms = (root: string): BanPrograms => ({
  plesk: join(root, '/usr/sbin/plesk'),
  fail2banClient: join(root, '/usr/bin/fail2ban-client'),
});

const limits = { timeoutMs: 30_000, outputLimitBytes: 16 * 1024 * 1024 };

/** The text a program prints. Problems: those of a program. */
export async function textOf(run: RunProgram, program: string, words: readonly string[]): Promise<Result<string, Problem>> {
  const output = await run({ program, arguments: words, ...limits });
  return output.ok ? ok(output.value.toString('utf8')) : output;
}

/**
 * Names of the jails that run, in no order. `fail2ban-client status` (fail2ban-client(1)) lists them on one line.
 * Problems: service-stopped (it does not run, or is not installed), unexpected-answer, those of a program.
 */
export async function runningJails(run: RunProgram, { fail2banClient }: BanPrograms): Promise<Result<readonly string[], Problem>> {
  const text = await textOf(run, fail2banClient, ['status']);
  if (!text.ok) return failed(text.problem.kind === 'program-timed-out' ? text.problem : stopped(text.problem.kind));
  const [, names] = /^.*Jail list:[ \t]*(.*)$/m.exec(text.value) ?? [];
  if (names === undefined) return failed({ kind: 'unexpected-answer', from: 'fail2ban-client status', detail: 'no list of jails' });
  return ok(names.split(/[,\s]+/).filter((name) => jailShape.test(name)));
}

/** What a jail may be called, so that a name can be an argument. */
const jailShape = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

const stopped = (why: Problem['kind']): Problem => ({
  kind: 'service-stopped',
  service: 'Fail2Ban',
  detail:
    why === 'program-missing'
      ? 'it is not installed; add it in Plesk › Tools & Settings › Updates and switch on IP address banning'
      : 'switch on IP address banning in Plesk › Tools & Settings, or run: plesk bin ip_ban --enable',
});

/** How long a jail holds an address: seconds, or null for ever. Problems: unexpected-answer, those of a program. */
export async function banSeconds(run: RunProgram, programs: BanPrograms, jail: string): Promise<Result<number | null, Problem>> {
  const text = await textOf(run, programs.fail2banClient, ['get', jail, 'bantime']);
  if (!text.ok) return text;
  const seconds = /^-?\d{1,12}$/.exec(text.value.trim())?.[0];
  if (seconds === undefined) return failed({ kind: 'unexpected-answer', from: `fail2ban-client get ${jail} bantime`, detail: 'no number' });
  return ok(Number(seconds) < 0 ? null : Number(seconds));
}

/** The arguments that ban by hand, for a plan and for the deed. */
export const clientWords = (does: 'banip' | 'unbanip', jail: string, address: IpAddress): readonly string[] => ['set', jail, does, address];
