import { join } from 'node:path';
import { listFolder, lookAt } from '../../system/folders.ts';

/** Where nginx of EasyApache keeps the logs of sites. */
export const nginxLogFolder = '/var/log/nginx/domains';

/**
 * Whether Apache may write down an address that a header says, because somebody in front of it tells whose request it is: its
 * mod_remoteip is there, or nginx is, which brings it. Whom it believes stands in the configuration in many ways, and with nginx it is
 * this very machine, on which accounts run programs. Also true where the modules cannot be listed for another reason than that there
 * are none.
 */
export function apacheTakesAddresses(root: string): boolean {
  if (lookAt(join(root, nginxLogFolder), 'follow-links').ok) return true;
  const modules = listFolder(join(root, '/etc/apache2/conf.modules.d'));
  return modules.ok ? modules.value.some(({ name }) => /remoteip/i.test(name)) : modules.problem.kind !== 'not-found';
}
