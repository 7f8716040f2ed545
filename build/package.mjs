// @ts-check
/** Packs the command for a server without a panel: `build/out/active-connections-<version>.tar.gz`, one folder, one script. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const name = `active-connections-${version}`;
const staging = mkdtempSync(join(tmpdir(), 'active-connections-package-'));
const archive = join(root, 'build/out', `${name}.tar.gz`);
try {
  mkdirSync(join(staging, name));
  for (const file of ['build/out/active-connections.cjs', 'README.md', 'LICENSE', 'CHANGELOG.md']) {
    copyFileSync(join(root, file), join(staging, name, file.slice(file.lastIndexOf('/') + 1)));
  }
  // Owner and times are fixed, so that the same source packs to the same archive.
  const fixed = ['--owner=0', '--group=0', '--numeric-owner', '--sort=name', '--mtime=@0'];
  execFileSync('tar', [...fixed, '-czf', archive, '-C', staging, name], { stdio: 'inherit' });
} finally {
  rmSync(staging, { recursive: true, force: true });
}
console.log(archive);
