import type { IpAddress } from '../../model/ip-address.ts';
import { reservedKind } from '../../model/reserved.ts';
import type { ReverseAnswer } from '../../model/reverse-names.ts';
import { askReverseNames } from './ask-reverse-names.ts';
import { type KeptAnswer, readNames, worthKeeping, writeNames } from './names-file.ts';

/** What DNS says of addresses, as far as it was asked before. */
export interface ReverseNames {
  /** At once, without asking anybody: `unknown` when DNS was not asked, or too long ago. */
  known(address: IpAddress): ReverseAnswer;
  /**
   * Asks DNS for those that are not known, the first {@link mostWaiting} of them, and keeps what it says for the next page.
   * For the time after an answer is sent: it takes up to two seconds for every eight addresses.
   * @returns when all that wait are asked; false when some were left for another time
   */
  lookUpAfterwards(addresses: readonly IpAddress[]): Promise<boolean>;
}

export interface ReverseNamesNeeds {
  /** File in a folder of our own where answers are kept; null keeps them in memory only. */
  readonly path: string | null;
  /** Seconds since 1970. */
  readonly nowEpoch: () => number;
  /** Asks DNS. */
  readonly ask?: (address: IpAddress) => Promise<ReverseAnswer>;
}

const atOnce = 8;
export const mostWaiting = 64;

const daySeconds = 86_400;
const hourSeconds = 3600;
/** A name server that is down comes back sooner than names change. */
const silentSeconds = 600;

export function openReverseNames({ path, nowEpoch, ask = askReverseNames }: ReverseNamesNeeds): ReverseNames {
  const read = (): Map<IpAddress, KeptAnswer> =>
    path === null ? new Map<IpAddress, KeptAnswer>() : readNames(path, nowEpoch(), daySeconds);
  let kept: Map<IpAddress, KeptAnswer> | undefined;
  const waiting = new Set<IpAddress>();
  const asking = new Set<IpAddress>();
  let pass: Promise<void> | null = null;

  const known = (address: IpAddress): ReverseAnswer => {
    kept ??= read();
    const found = kept.get(address);
    return found !== undefined && found.untilEpoch > nowEpoch() ? found.answer : { state: 'unknown' };
  };
  const askWaiting = async (answers: Map<IpAddress, KeptAnswer>): Promise<void> => {
    for (const address of waiting) {
      waiting.delete(address);
      asking.add(address);
      try {
        const answer = await ask(address);
        if (answer.state !== 'unknown') answers.set(address, { answer, untilEpoch: nowEpoch() + secondsToKeep(answer) });
      } finally {
        asking.delete(address);
      }
    }
  };
  const askAll = async (): Promise<void> => {
    const fresh = new Map<IpAddress, KeptAnswer>();
    await Promise.all(Array.from({ length: atOnce }, () => askWaiting(fresh)));
    // Read anew: another process may have written meanwhile. What cannot be written is asked again, nothing more.
    kept = worthKeeping([...(kept ?? []), ...read(), ...fresh], nowEpoch());
    if (path !== null) writeNames(path, kept);
  };

  return {
    known,
    lookUpAfterwards: async (addresses) => {
      const wanted = addresses.filter((address) => isAskable(address) && known(address).state === 'unknown' && !asking.has(address));
      for (const address of wanted) if (waiting.size < mostWaiting) waiting.add(address);
      const isAll = wanted.every((address) => waiting.has(address));
      pass ??= askAll().finally(() => {
        pass = null;
      });
      await pass;
      return isAll;
    },
  };
}

/** Reserved addresses have no names in the world's DNS, and asking tells others about the networks inside. */
const isAskable = (address: IpAddress): boolean => !address.includes('%') && reservedKind(address) === null;

function secondsToKeep(answer: KeptAnswer['answer']): number {
  if (answer.state === 'silent') return silentSeconds;
  return answer.names.some(({ forward }) => forward === 'confirmed') ? daySeconds : hourSeconds;
}
