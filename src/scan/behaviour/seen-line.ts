import type { AgentFacts } from './known-agents.ts';
import type { SeenRequest } from './signs-of-request.ts';
import type { SiteLoad } from './site-load.ts';
import type { KnownTarget } from './known-targets.ts';

/**
 * A line of a candidate, as whoever looks hands it over. Nobody keeps it: the same object comes again with the next line, so that
 * none has to be made for each of millions.
 */
export interface SeenLine extends Pick<SeenRequest, 'method' | 'status' | 'sizeBytes'> {
  /** Seconds since 1970. */
  readonly epoch: number;
  readonly load: SiteLoad;
  readonly target: KnownTarget;
  readonly agent: AgentFacts;
  /** Raw; empty where the format has none. */
  readonly referer: string;
  /** As `userNameAt` has it. */
  readonly userName: string;
}
