// @ts-check
/**
 * Packs the Plesk extension: `build/out/active-connections-plesk-<version>.zip`. Plesk drops without a word what lies in other
 * folders than these, and a carriage return in the first line of a script kills it: so both are errors here.
 */
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, version } from './pack-folder.mjs';
import { zip } from './zip.mjs';

const plugin = join(root, 'plugin-plesk');
const topFiles = ['meta.xml', 'DESCRIPTION.md', 'CHANGES.md'];
const folders = ['_meta', 'htdocs', 'plib', 'sbin'];
/** Where `@VERSION@` and `@RELEASE@` stand for what they say. */
const stamped = ['meta.xml', 'plib/library/Version.php', 'sbin/active-connections'];
const isText = /\.(?:php|phtml|xml|md|js|cjs|css|svg|json)$|^sbin\//;

/** Gives the path of the archive. The bundle has to be built before. */
export function packagePlesk() {
  const entries = [...ownFiles(), ...assets(), licence(), bundle()].map(([name, bytes]) => ({
    name,
    bytes: isText.test(name) ? checkedText(name, bytes) : bytes,
    mode: name === 'sbin/active-connections' ? 0o755 : 0o644,
  }));
  // meta.xml first, for whoever reads no further; then by name.
  entries.sort((one, other) => Number(other.name === 'meta.xml') - Number(one.name === 'meta.xml') || (one.name < other.name ? -1 : 1));
  const archive = join(root, `build/out/active-connections-plesk-${version}.zip`);
  // Tests pack it side by side: nobody must see half of one.
  const unfinished = `${archive}.${process.pid}`;
  writeFileSync(unfinished, zip(entries));
  renameSync(unfinished, archive);
  return archive;
}

/** @returns {[string, Buffer][]} */
function ownFiles() {
  const names = folders.flatMap((folder) => filesBelow(join(plugin, folder)).map((name) => `${folder}/${name}`));
  return [...topFiles, ...names].map((name) => [name, stamp(name, readFileSync(join(plugin, name)))]);
}

/** @returns {[string, Buffer][]} */
function assets() {
  const folder = join(root, 'templates/assets');
  return filesBelow(folder).map((name) => [`htdocs/assets/${name}`, readFileSync(join(folder, name))]);
}

/** @returns {[string, Buffer]} */
const licence = () => ['plib/LICENSE', readFileSync(join(root, 'LICENSE'))];

/**
 * Every file in `sbin/` gets a link that starts it as root: the bundle, started so, does nothing.
 * @returns {[string, Buffer]}
 */
function bundle() {
  const text = readFileSync(join(root, 'build/out/active-connections.cjs'), 'latin1');
  const firstLine = text.slice(0, text.indexOf('\n'));
  if (firstLine !== '#!/usr/bin/env node') throw new Error(`the bundle begins with ${firstLine}`);
  return ['sbin/active-connections.cjs', Buffer.from(`#!/bin/false${text.slice(firstLine.length)}`, 'latin1')];
}

/** @param {string} name @param {Buffer} bytes */
function stamp(name, bytes) {
  if (!stamped.includes(name)) return bytes;
  const text = bytes
    .toString('utf8')
    .replaceAll('@VERSION@', version)
    .replaceAll('@RELEASE@', String(release(version)));
  if (!text.includes(version)) throw new Error(`${name} has no place for the version`);
  return Buffer.from(text);
}

/**
 * Plesk upgrades to a greater whole number: 1.2.3 becomes 10203.
 * @param {string} text
 */
export function release(text) {
  const [, major = '', minor = '', patch = ''] = /^(\d+)\.(\d{1,2})\.(\d{1,2})$/.exec(text) ?? [];
  if (patch === '') throw new Error(`${text} is no version to be made a release number of`);
  return Number(major) * 10_000 + Number(minor) * 100 + Number(patch);
}

/** @param {string} name @param {Buffer} bytes */
function checkedText(name, bytes) {
  if (bytes.includes('\r')) throw new Error(`${name} has a carriage return`);
  return bytes;
}

/** @param {string} folder @returns {string[]} names below it, with `/` between */
function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    // What desktops leave in folders.
    if (entry.name.startsWith('.')) return [];
    if (entry.isDirectory()) return filesBelow(join(folder, entry.name)).map((name) => `${entry.name}/${name}`);
    if (!entry.isFile()) throw new Error(`${join(folder, entry.name)} is no file`);
    return [entry.name];
  });
}
