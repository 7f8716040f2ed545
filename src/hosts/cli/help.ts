import type { Command } from './command.ts';

/** The overview of all commands. */
export function overallHelp(commands: readonly Command[]): string {
  const width = Math.max(...commands.map((command) => command.name.length));
  return [
    'Active Connections: who is connected to this server, and what are they asking for.',
    '',
    'Usage: active-connections COMMAND [options]',
    '',
    ...commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`),
    '',
    `  ${'help'.padEnd(width)}  this text; help COMMAND for one command`,
    `  ${'version'.padEnd(width)}  the version`,
    '',
    'Every list takes --top N (20 unless given, or all) and --json.',
    '',
    'Exit codes: 0 answered (what could not be read is listed), 1 nothing could be read, 2 the command line is wrong,',
    '3 something speaks against the block and nothing was changed, 4 not done, or not everywhere (the answer says where),',
    '70 a fault of the program, 74 the answer could not be written.',
    '',
    'Examples:',
    '  active-connections connections',
    '  active-connections connections --from saved-netstat.txt --by port',
    '  active-connections pages --window 15m --key path',
    '  active-connections pages /var/log/apache2/access.log* --top 50',
    '  active-connections errors --json',
    '  active-connections block 203.0.113.7 --for 24h --reason "tries passwords"',
    '',
  ].join('\n');
}

export const commandHelp = (command: Command): string =>
  [`Usage: active-connections ${command.usage}`, '', `${command.summary}.`, '', ...command.details, ''].join('\n');
