// @ts-check
/** Packs the WHM plugin: `build/out/active-connections-whm-<version>.tar.gz`, one folder with `install.sh` in it. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { packFolder, root, version } from './pack-folder.mjs';

const plugin = join(root, 'plugin-cpanel');

/** Gives the path of the archive. The bundle has to be built before. */
export const packageCpanel = () =>
  packFolder(`active-connections-whm-${version}`, (staging) => {
    cpSync(plugin, staging, { recursive: true });
    for (const name of ['active-connections.cjs', 'start.cjs']) cpSync(join(root, 'build/out', name), join(staging, name));
    cpSync(join(root, 'templates/assets'), join(staging, 'assets'), { recursive: true });
    cpSync(join(root, 'LICENSE'), join(staging, 'LICENSE'));
    cpSync(join(root, 'CHANGELOG.md'), join(staging, 'CHANGELOG.md'));
  });
