import type { FirewallOrder } from '../firewall-target.ts';

/** Rules of ours stand in a group of this name, where an administrator finds them together. */
const group = 'Active Connections';

export const powershell = String.raw`C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe`;

/** Answers are JSON, for the words of `netsh advfirewall` follow the language of Windows. */
export const commandOf = (script: string): readonly [string, ...string[]] => [
  powershell,
  '-NoLogo',
  '-NoProfile',
  '-NonInteractive',
  '-Command',
  `$ErrorActionPreference = 'Stop'; ${script}`,
];

export const ruleName = (id: string): string => `active-connections-${id}`;

/** learn.microsoft.com: New-NetFirewallRule. A rule that blocks wins over those that allow. */
export const addScript = (id: string, { mark, target }: FirewallOrder): string =>
  [
    `New-NetFirewallRule -Name ${quoted(ruleName(id))} -DisplayName ${quoted(`${group} ${target.text}`)}`,
    `-Description ${quoted(mark)} -Group ${quoted(group)} -Direction Inbound -Action Block -RemoteAddress ${quoted(target.text)} | Out-Null`,
  ].join(' ');

export const removeScript = (id: string): string => `Remove-NetFirewallRule -Name ${quoted(ruleName(id))}`;

/** Our group as an array, also when it holds one rule or none: Get-NetFirewallRule, Get-NetFirewallAddressFilter. */
export const listScript = [
  `$rules = @(Get-NetFirewallRule -Group ${quoted(group)} -ErrorAction SilentlyContinue | ForEach-Object {`,
  '[pscustomobject]@{ name = $_.Name; description = [string]$_.Description; isInForce = ([string]$_.Enabled -eq "True" -and [string]$_.Action -eq "Block");',
  'addresses = @(($_ | Get-NetFirewallAddressFilter).RemoteAddress) } }); ConvertTo-Json -InputObject $rules -Depth 3 -Compress',
].join(' ');

/** A string of PowerShell in which nothing is replaced; what we put there is ours or parsed, and has no quotes anyway. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
