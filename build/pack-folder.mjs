// @ts-check
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** @type {{ version: string }} */
export const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/**
 * Packs one folder that `fill` fills into `build/out/<name>.tar.gz` and gives its path. Owners, times and order are fixed, so
 * that the same source packs to the same archive.
 * @param {string} name @param {(folder: string) => void} fill
 */
export function packFolder(name, fill) {
  const staging = mkdtempSync(join(tmpdir(), 'active-connections-package-'));
  const archive = join(root, 'build/out', `${name}.tar.gz`);
  try {
    mkdirSync(join(staging, name), { mode: 0o755 });
    fill(join(staging, name));
    const fixed = ['--owner=0', '--group=0', '--numeric-owner', '--sort=name', '--mtime=@0', '--mode=go-w,u+rw'];
    execFileSync('tar', [...fixed, '-czf', archive, '-C', staging, name], { stdio: 'inherit' });
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  return archive;
}
