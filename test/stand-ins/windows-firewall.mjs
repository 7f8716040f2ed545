// @ts-check
/**
 * A stand-in for PowerShell and the firewall of Windows, built from Microsoft's documents of the NetSecurity module: takes
 * the scripts we send and nothing else, keeps rules in a file, and shows IPv4 ranges with their masks as Windows does.
 *
 *   node windows-firewall.mjs FILE -NoLogo -NoProfile -NonInteractive -Command SCRIPT
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const [file = '', ...words] = process.argv.slice(2);
const script = (words.at(-1) ?? '').replace("$ErrorActionPreference = 'Stop'; ", '');
/** @typedef {{ name: string, description: string, address: string }} Rule */
/** @type {Rule[]} */
const rules = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
/** @param {Rule[]} kept */
const keep = (kept) => writeFileSync(file, JSON.stringify(kept));
/** @param {string} address */
const shown = (address) => {
  const [first = '', prefix] = address.split('/');
  if (prefix === undefined || first.includes(':')) return address;
  const bits = '1'.repeat(Number(prefix)).padEnd(32, '0');
  return `${first}/${[0, 8, 16, 24].map((at) => parseInt(bits.slice(at, at + 8), 2)).join('.')}`;
};

const added =
  /^New-NetFirewallRule -Name '([\w-]+)' -DisplayName '[^']+' -Description '([^']+)' -Group 'Active Connections' -Direction Inbound -Action Block -RemoteAddress '([\da-f.:/]+)' \| Out-Null$/.exec(
    script,
  );
const removed = /^Remove-NetFirewallRule -Name '([\w-]+)'$/.exec(script);

if (added !== null) {
  const [, name = '', description = '', address = ''] = added;
  if (rules.some((rule) => rule.name === name)) {
    console.error('New-NetFirewallRule : Cannot create a file when that file already exists.');
    process.exit(1);
  }
  keep([...rules, { name, description, address }]);
} else if (removed !== null) {
  if (!rules.some(({ name }) => name === removed[1])) {
    console.error('Remove-NetFirewallRule : No MSFT_NetFirewallRule objects found');
    process.exit(1);
  }
  keep(rules.filter(({ name }) => name !== removed[1]));
} else if (script.startsWith('$rules = @(Get-NetFirewallRule')) {
  console.log(
    JSON.stringify(rules.map(({ name, description, address }) => ({ name, description, isInForce: true, addresses: [shown(address)] }))),
  );
} else {
  console.error('the stand-in was given another script than ours');
  process.exit(1);
}
