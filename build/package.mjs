// @ts-check
/** Packs what is handed out: the command for a server without a panel, and the plugins. Prints their paths. */
import { copyFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { packFolder, root, version } from './pack-folder.mjs';
import { packageCpanel } from './package-cpanel.mjs';
import { packagePlesk } from './package-plesk.mjs';

const alone = packFolder(`active-connections-${version}`, (folder) => {
  for (const file of ['build/out/active-connections.cjs', 'README.md', 'LICENSE', 'CHANGELOG.md']) {
    copyFileSync(join(root, file), join(folder, basename(file)));
  }
});
console.log([alone, packageCpanel(), packagePlesk()].join('\n'));
