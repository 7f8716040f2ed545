import type { LogCatalog } from '../model/log-catalog.ts';
import type { Estate } from '../model/operator.ts';
import type { PanelName } from '../model/panel.ts';

/** What the rest of the product needs to know of the panel that runs this server. */
export interface Panel {
  readonly name: PanelName;
  /** As the panel's own version file gives it; null when there is none. */
  readonly version: string | null;
  /** Looks for the logs of every site. Cheap: names only, no log is opened. */
  readonly findLogs: () => LogCatalog;
  /** The same of somebody's own accounts: no other file, and no word about any other. */
  readonly findOwnLogs: (estate: Estate) => LogCatalog;
  /** What people call the site that a web server's host or log name stands for. */
  readonly nameSite: (host: string) => string;
}
