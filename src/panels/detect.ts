import { openCpanel } from './cpanel/cpanel.ts';
import type { Panel } from './panel.ts';
import { openPlesk } from './plesk/plesk.ts';
import { openStandalone } from './standalone/standalone.ts';

/** The panel that runs the server whose file tree begins at `root` (`/` for this machine). */
export const detectPanel = (root: string): Panel => openCpanel(root) ?? openPlesk(root) ?? openStandalone(root);
