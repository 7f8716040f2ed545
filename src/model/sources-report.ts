import type { LogPlace } from './log-catalog.ts';
import type { PanelName } from './panel.ts';
import type { Problem } from './problem.ts';

/** Answer of `sources`: what was found on this machine, what not, and why. The command's JSON is this object. */
export interface SourcesReport {
  readonly takenAt: string;
  readonly hostName: string;
  readonly panel: PanelName;
  /** Panel version as the panel's own file gives it, or null. */
  readonly panelVersion: string | null;
  readonly sockets: readonly { readonly path: string; readonly rows: number | null; readonly problem: Problem | null }[];
  readonly places: readonly LogPlace[];
  /** Databases of countries and networks: those in use, and those that are there and cannot be read. */
  readonly databases: readonly DatabaseSource[];
  readonly accessLogs: { readonly files: number; readonly sites: number; readonly bytes: number };
  readonly errorLogs: { readonly files: number; readonly sites: number; readonly bytes: number };
  /** True when not running as root: then sockets' owners and many logs stay closed. */
  readonly limitedRights: boolean;
}

export interface DatabaseSource {
  readonly path: string;
  /** As the file says, and when it was made, ISO 8601; null when it could not be read. */
  readonly type: string | null;
  readonly madeAt: string | null;
  readonly problem: Problem | null;
}

/** How busy the machine is. */
export interface MachineFacts {
  readonly takenAt: string;
  readonly hostName: string;
  readonly panel: PanelName;
  readonly cores: number;
  /** Load averages over 1, 5 and 15 minutes. */
  readonly loadAverage: readonly [number, number, number];
  readonly memoryTotalBytes: number;
  readonly memoryAvailableBytes: number | null;
  /** Given where only the operator's own accounts are shown: how many these are. Load and memory are still the machine's. */
  readonly ownAccounts?: number;
}
