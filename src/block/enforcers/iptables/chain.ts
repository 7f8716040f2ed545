import { setNameOf } from './sets.ts';

export const chainName = 'ACTIVE-CONNECTIONS';
const jump = `PREROUTING -j ${chainName}`;
const dropRule = (family: 4 | 6): string => `-A ${chainName} -m set --match-set ${setNameOf(family)} src -j DROP`;

/**
 * Table raw: seen before connection tracking and before addresses are rewritten, so that one jump covers services here,
 * containers behind forwarded ports and open connections, and tools that rebuild the filter table do not take it away.
 */
export const tableWords = ['-t', 'raw'] as const;

export interface ChainState {
  readonly hasChain: boolean;
  readonly hasJump: boolean;
  /** The chain holds our rule and is jumped to: the set is in force. */
  readonly isWhole: boolean;
}

/** What `iptables -t raw -S` shows of ours. */
export function readChain(rules: string, family: 4 | 6): ChainState {
  const lines = rules.split('\n').map((line) => line.trim());
  const hasJump = lines.includes(`-A ${jump}`);
  return { hasChain: lines.includes(`-N ${chainName}`), hasJump, isWhole: hasJump && lines.includes(dropRule(family)) };
}

/** One transaction for `iptables-restore --noflush`: our chain written anew, and the jump to it at the top where it is missing. */
export const chainText = (family: 4 | 6, { hasJump }: ChainState): string =>
  lines('*raw', `:${chainName} - [0:0]`, dropRule(family), ...(hasJump ? [] : [`-I PREROUTING 1 -j ${chainName}`]), 'COMMIT');

/** One transaction that takes our jump and our chain away. */
export const removeChainText = ({ hasChain, hasJump }: ChainState): string =>
  lines('*raw', ...(hasJump ? [`-D ${jump}`] : []), ...(hasChain ? [`-F ${chainName}`, `-X ${chainName}`] : []), 'COMMIT');

const lines = (...of: readonly string[]): string => `${of.join('\n')}\n`;
