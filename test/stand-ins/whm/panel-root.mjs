// @ts-check
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * A stand-in for the file tree of a cPanel & WHM server, below `root`: as much of it as an installer meets. Built from cPanel's
 * guide to plugins; `register_appconfig` checks what the guide requires and writes what it documents. Not faithful: no menu is
 * made, nothing is restarted.
 * @param {string} root
 */
export function makePanelRoot(root) {
  for (const [path, { text, mode }] of Object.entries(files)) {
    const full = join(root, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, text);
    chmodSync(full, mode);
  }
  for (const folder of folders) mkdirSync(join(root, folder), { recursive: true });
}

const folders = [
  'usr/local/cpanel/whostmgr/docroot/cgi',
  'usr/local/cpanel/whostmgr/docroot/addon_plugins',
  'usr/local/cpanel/Cpanel/Config/ConfigObj/Driver',
  'var/cpanel/apps',
  'etc/cron.d',
];

/** @param {string} text */
const program = (text) => ({ text: `#!/bin/sh\n${text}\n`, mode: 0o755 });
/** @param {string} text */
const plain = (text) => ({ text, mode: 0o644 });

/** The root is three folders above the program. */
const findRoot = 'root=${0%/usr/local/cpanel/bin/*}';

/** @type {Readonly<Record<string, { text: string, mode: number }>>} */
const files = {
  'etc/os-release': plain('NAME="AlmaLinux"\nID="almalinux"\nVERSION_ID="9.4"\n'),
  'usr/local/cpanel/version': plain('11.134.0.12\n'),
  'var/cpanel/resellers': plain('bob:acct-summary,software-ActiveConnections\ncarol:all\n'),
  'usr/local/cpanel/bin/register_appconfig': program(`${findRoot}
[ -r "$1" ] || { echo "usage: register_appconfig <file>"; exit 1; }
for key in name service url user acls displayname entryurl; do
  grep -q "^$key=." "$1" || { echo "missing $key"; exit 1; }
done
name=$(sed -n 's/^name=//p' "$1")
case $name in *[!A-Za-z0-9_-]*|internal*) echo "bad name"; exit 1;; esac
mkdir -p "$root/var/cpanel/apps"
cp "$1" "$root/var/cpanel/apps/$name.conf" && chmod 0600 "$root/var/cpanel/apps/$name.conf"
echo "$name registered"`),
  'usr/local/cpanel/bin/unregister_appconfig': program(`${findRoot}
rm -f "$root/var/cpanel/apps/$1.conf"
echo "$1 unregistered"`),
  'usr/local/cpanel/bin/is_registered_with_appconfig': program(`${findRoot}
[ "$1" = whostmgr ] && [ -f "$root/var/cpanel/apps/$2.conf" ]`),
};
