import { join } from 'node:path';
import type { ComesBack } from '../../block/telling-of-restart.ts';
import type { PanelName } from '../../model/panel.ts';
import { lookAt } from '../../system/folders.ts';
import { machineRun } from '../../system/machine-run.ts';

/** What is there as long as the timer is that our installers set, and how often it runs `expire`. */
const timers: Readonly<Record<PanelName, { readonly sign: string; readonly minutes: number } | null>> = {
  cpanel: { sign: 'etc/cron.d/active-connections', minutes: 5 },
  // The scheduled task is in Plesk's own database; it comes and goes with the extension.
  plesk: { sign: 'usr/local/psa/admin/sbin/modules/active-connections/active-connections', minutes: 5 },
  standalone: null,
};

/** What becomes of blocks after a restart of this server. */
export function whatComesBack(panel: PanelName, root: string): ComesBack {
  const timer = timers[panel];
  if (machineRun() === null) return { by: 'nothing' };
  return timer !== null && lookAt(join(root, timer.sign), 'follow-links').ok ? { by: 'timer', minutes: timer.minutes } : { by: 'hand' };
}
