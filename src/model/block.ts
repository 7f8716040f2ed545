import type { IpAddress, IpRange } from './ip-address.ts';

/** What a block keeps out of: everything here, one account's sites, or one site. */
export type BlockScope =
  | { readonly kind: 'server' }
  | { readonly kind: 'account'; readonly account: string }
  | { readonly kind: 'domain'; readonly domain: string };

/** What an enforcer really stops. */
export const effects = ['logins', 'web', 'everything'] as const;
export type Effect = (typeof effects)[number];

export const enforcerNames = [
  'nftables',
  'iptables',
  'firewalld',
  'csf',
  'crowdsec',
  'cphulk',
  'ip-blocker',
  'ip-ban',
  'htaccess',
  'plesk-site-rule',
  'windows-firewall',
] as const;
export type EnforcerName = (typeof enforcerNames)[number];

export type BlockTarget = IpAddress | IpRange;

/** A block as it is asked of an enforcer. */
export interface BlockOrder {
  /** Ours: `b-` and 16 hexadecimal digits; it stands in every rule and comment we write, so that we find it again. */
  readonly id: string;
  readonly target: BlockTarget;
  readonly scope: BlockScope;
  /** Seconds since 1970; null = permanent. */
  readonly untilEpoch: number | null;
  /** One line, printable, at most 200 characters: made so by `block/reason.ts` before anything else sees it. */
  readonly reason: string;
}

/** What an enforcer holds: ours, or another's that we can read. */
export interface HeldBlock {
  readonly target: string;
  readonly enforcer: EnforcerName;
  /** Id of our order, or null when it is not ours: then it is shown and never touched. */
  readonly id: string | null;
  readonly untilEpoch: number | null;
  readonly reason: string | null;
  /** Packets or requests it kept out so far; null when not counted. */
  readonly kept: number | null;
}

/** How long a block may last: the choices there are, in seconds; null = permanent. */
export const blockDurations = { '10m': 600, '1h': 3600, '24h': 86_400, '7d': 604_800, permanent: null } as const;
export type BlockDuration = keyof typeof blockDurations;
export const usualDuration: BlockDuration = '1h';

/** Whether a block of this duration is over as soon as one of the other. */
export function lastsAtMost(duration: BlockDuration, longest: BlockDuration): boolean {
  const [seconds, most] = [blockDurations[duration], blockDurations[longest]];
  return most === null || (seconds !== null && seconds <= most);
}

export const isBlockDuration = (text: string): text is BlockDuration => Object.hasOwn(blockDurations, text);
