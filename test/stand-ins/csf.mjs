// @ts-check
/**
 * A stand-in for csf, which no package of Debian holds: keeps its lists in a folder as csf(1) and its readme.txt say, refuses
 * what it refuses, and ends with 0 then as it does. It writes no firewall rules.
 *
 *   node csf.mjs FOLDER -d ADDRESS COMMENT | -td ADDRESS SECONDS -d in COMMENT | -dr ADDRESS | -tr ADDRESS | -trd ADDRESS
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder = '', option = '', ip = '', ...rest] = process.argv.slice(2);
const deny = join(folder, 'etc/csf/csf.deny');
const allow = join(folder, 'etc/csf/csf.allow');
const temporary = join(folder, 'var/lib/csf/csf.tempban');
const temporaryAllow = join(folder, 'var/lib/csf/csf.tempallow');

/** @param {string} path */
const linesOf = (path) =>
  existsSync(path)
    ? readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
    : [];
/** @param {string} path @param {string[]} lines */
const write = (path, lines) => writeFileSync(path, lines.map((line) => `${line}\n`).join(''));
/** @param {string} line */
const firstWord = (line) => line.split(/\s/, 1)[0];
/** @param {string} line */
const secondColumn = (line) => line.split('|')[1];

if (existsSync(join(folder, 'etc/csf/csf.disable'))) {
  console.log("csf and lfd have been disabled, use 'csf -e' to enable");
  process.exit(1);
}

/** Without an option a stand-in was not told of, csf prints its help and ends with 0. */
const deeds = /** @type {Record<string, () => void>} */ ({
  '-d': () => {
    if (linesOf(allow).some((line) => firstWord(line) === ip)) console.log(`deny failed: ${ip} is in the allow file /etc/csf/csf.allow`);
    else if (linesOf(deny).some((line) => firstWord(line) === ip)) console.log(`deny failed: ${ip} is in already in the deny file`);
    else {
      write(deny, [...linesOf(deny), `${ip} # ${rest.join(' ')} - ${new Date().toUTCString()}`]);
      console.log(`Adding ${ip} to csf.deny and iptables DROP...`);
    }
  },
  '-td': () => {
    const [seconds = '', direction = '', way = '', ...comment] = rest;
    if (direction !== '-d' || way !== 'in') throw new Error('the stand-in was given other words than ours');
    write(temporary, [...linesOf(temporary), `${Math.floor(Date.now() / 1000)}|${ip}||in|${seconds}|${comment.join(' ')}`]);
    console.log(`csf: ${ip} blocked on port * for ${seconds} seconds in`);
  },
  '-dr': () => {
    const kept = linesOf(deny).filter((line) => firstWord(line) !== ip || /do not delete/i.test(line));
    console.log(kept.length < linesOf(deny).length ? 'Removing rule...' : `csf: ${ip} not found in csf.deny`);
    write(deny, kept);
  },
  '-trd': () => {
    write(
      temporary,
      linesOf(temporary).filter((line) => secondColumn(line) !== ip),
    );
    console.log(`csf: ${ip} temporary block removed`);
  },
  '-tr': () => {
    for (const path of [temporary, temporaryAllow])
      write(
        path,
        linesOf(path).filter((line) => secondColumn(line) !== ip),
      );
  },
});

(deeds[option] ?? (() => console.log('csf: help')))();
