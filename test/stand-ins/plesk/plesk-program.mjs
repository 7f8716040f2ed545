// @ts-check
/** The body of the program `plesk`: the part `bin ip_ban`, over a real Fail2Ban. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** @param {string} folder @param {string[]} words */
export function runPlesk(folder, words) {
  const [bin, tool, command = '', argument = ''] = words;
  if (bin !== 'bin' || tool !== 'ip_ban') return end(1, `the stand-in has no ${words.join(' ')}\n`);
  const broken = `${folder}/broken`;
  if (existsSync(broken) && readFileSync(broken, 'utf8').split(' ').includes(command)) return end(1, 'ERR [panel] something went wrong\n');
  const does = commands[command];
  if (does === undefined) return end(1, `Unknown command: ${command}\n`);
  process.stdout.write(does(folder, argument));
}

/** @param {number} code @param {string} text */
function end(code, text) {
  process.stderr.write(text);
  process.exitCode = code;
}

/** @type {Record<string, (folder: string, argument: string) => string>} */
const commands = {
  '--help': (folder) =>
    [
      'Usage: ip_ban command <options>',
      ...(existsSync(`${folder}/knows-ban`) ? ['    --ban            Bans an address: --ban <ip>,<jail>'] : []),
      '    --banned|-b      Lists banned addresses',
      '    --unban          Lifts a ban',
      '    --trusted|-t     Lists trusted addresses',
      '    --jails          Lists jails',
      '',
    ].join('\n'),
  '--banned': (folder) =>
    [...client(folder, 'banned').matchAll(/'([^']+)': \[([^\]]*)\]/g)]
      .flatMap(([, jail, list = '']) => [...list.matchAll(/'([^']+)'/g)].map(([, ip = '']) => `${ip.padEnd(20)} ${jail}\n`))
      .join(''),
  '--trusted': (folder) => (existsSync(`${folder}/trusted`) ? readFileSync(`${folder}/trusted`, 'utf8') : ''),
  '--jails': (folder) =>
    jails(folder)
      .map((jail) => `${jail.padEnd(30)} active\n`)
      .join(''),
  '--ban': (folder, argument) => {
    const [ip = '', jail = ''] = argument.split(',');
    writeFileSync(`${folder}/banned-by-plesk`, `${argument}\n`, { flag: 'a' });
    client(folder, 'set', jail, 'banip', ip);
    return '';
  },
  '--unban': (folder, argument) => {
    const [ip = '', jail = ''] = argument.split(',');
    for (const each of jail === '' ? jails(folder) : [jail]) client(folder, 'set', each, 'unbanip', ip);
    return '';
  },
};

/** @param {string} folder */
const jails = (folder) => (/Jail list:\s*(.*)/.exec(client(folder, 'status'))?.[1] ?? '').split(/[,\s]+/).filter(Boolean);

/** @param {string} folder @param {string[]} words */
function client(folder, ...words) {
  const ran = spawnSync(`${folder}/fail2ban-client`, words, { encoding: 'utf8' });
  if (ran.status !== 0) {
    process.stderr.write(ran.stdout + ran.stderr);
    process.exit(1);
  }
  return ran.stdout;
}
