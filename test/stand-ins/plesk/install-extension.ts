import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const id = 'active-connections';
const psa = 'usr/local/psa';
const plib = `${psa}/admin/plib/modules/${id}`;

/** What of a zip goes where; anything else is dropped without a word. */
const places: Readonly<Record<string, string>> = {
  'meta.xml': `${plib}/meta.xml`,
  'DESCRIPTION.md': `${plib}/DESCRIPTION.md`,
  'CHANGES.md': `${plib}/CHANGES.md`,
  plib,
  htdocs: `${psa}/admin/htdocs/modules/${id}`,
  sbin: `${psa}/admin/sbin/modules/${id}`,
  var: `${psa}/var/modules/${id}`,
  _meta: `${psa}/admin/share/modules/${id}/_meta`,
};
const programs = `${psa}/admin/bin/modules/${id}`;

export interface Said {
  readonly code: number;
  readonly said: string;
}

export interface InstallOptions {
  /** Version that is there already: an upgrade. */
  readonly from?: string;
  /** Keeps the old files of `sbin/`, as an upgrade once did. */
  readonly keepsSbin?: boolean;
}

/** Installs or upgrades an extension from its zip, below `root`, as Plesk does; runs its scripts. */
export function installExtension(root: string, zip: string, { from, keepsSbin = false }: InstallOptions = {}): Said {
  const unpacked = mkdtempSync(join(tmpdir(), 'active-connections-zip-'));
  try {
    execFileSync('unzip', ['-q', zip, '-d', unpacked]);
    for (const [name, place] of Object.entries(places)) {
      if (name === 'sbin' && keepsSbin) continue;
      if (name !== 'var' && name !== 'plib') rmSync(join(root, place), { recursive: true, force: true });
      if (existsSync(join(unpacked, name))) cpSync(join(unpacked, name), join(root, place), { recursive: true });
    }
    mkdirSync(join(root, places['var'] ?? ''), { recursive: true });
    for (const name of readdirSync(join(root, places['sbin'] ?? ''))) linkProgram(root, name);
  } finally {
    rmSync(unpacked, { recursive: true, force: true });
  }
  const words = from === undefined ? ['install'] : ['upgrade', from];
  const before = runScript(root, 'pre-install.php', ...words);
  if (before.code !== 0) {
    removeFiles(root);
    return before;
  }
  return runScript(root, 'post-install.php', ...words);
}

/** Every file of `sbin/` may be started as root, by a link of its name to Plesk's wrapper; what the zip says of modes is nothing. */
function linkProgram(root: string, name: string): void {
  chmodSync(join(root, places['sbin'] ?? '', name), 0o755);
  mkdirSync(join(root, programs), { recursive: true });
  const link = join(root, programs, name);
  if (lstatSync(link, { throwIfNoEntry: false }) === undefined) symlinkSync('../../mod_wrapper', link);
}

export function uninstallExtension(root: string): Said {
  const said = runScript(root, 'pre-uninstall.php');
  if (said.code === 0) removeFiles(root);
  return said;
}

function removeFiles(root: string): void {
  const folders = [plib, places['htdocs'], places['sbin'], places['var'], `${psa}/admin/share/modules/${id}`, programs];
  for (const place of folders) rmSync(join(root, place ?? ''), { recursive: true, force: true });
}

/** Runs a file of `plib/scripts` with the panel's PHP: an installation script, a scheduled task. */
export function runScript(root: string, ...words: readonly string[]): Said {
  const program = fileURLToPath(new URL('panel/script.php', import.meta.url));
  const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', PLESK_STAND_IN_ROOT: root };
  const { status, stdout, stderr } = spawnSync('php', [program, ...words], { encoding: 'utf8', env });
  return { code: status ?? -1, said: stdout + stderr };
}
