import type { Problem } from '../../model/problem.ts';
import { ok, type Result } from '../../model/result.ts';
import type { ConnectionQuestion } from '../../actions/reviews.ts';
import { readSavedSockets } from './saved-sockets.ts';
import type { Command } from './command.ts';
import { connectionLists } from './connection-lists.ts';
import { readAddress, readChoice, readOptions, readTop, type RawOptions } from './options.ts';

export const connectionsCommand: Command = {
  name: 'connections',
  summary: 'who is connected: by address, subnet, port and state, inbound and outbound told apart',
  usage: 'connections [--from FILE…] [--by address|subnet|port|state] [--address IP] [--programs] [--top N|all] [--json]',
  details: [
    'Without --from, reads the sockets of this machine. With --from, reads saved text instead: netstat -ntu or -tuna,',
    'ss -tuna, or /proc/net/tcp and its like, told apart by content; - is standard input.',
    '',
    '  --from      a file with saved sockets; give it several times or name several files',
    '  --by        print only this list; all of them unless given',
    '  --address   only connections with this address',
    '  --programs  also look for the program behind each socket (a second at most; needs root)',
    '  --top       length of each list, 20 unless given; all for everything',
    '  --json      for programs; the keys are listed in README',
    '',
    'Inbound means that the local port is one this machine listens on. Saved text without listening sockets (netstat',
    'without -a) does not say; the direction is then guessed from the port numbers, and the answer says so.',
  ],
  run: async (words, context) => {
    const options = readOptions(words, {
      from: { type: 'string', multiple: true },
      by: { type: 'string' },
      address: { type: 'string' },
      programs: { type: 'boolean' },
    });
    if (!options.ok) return context.badUse(options.problem);
    const question = readQuestion(options.value);
    if (!question.ok) return context.badUse(question.problem);
    const by = readChoice(options.value, 'by', ['everything', ...connectionLists]);
    if (!by.ok) return context.badUse(by.problem);
    const from = [...options.value.texts('from'), ...options.value.words];
    if (options.value.texts('from').length === 0 && from.length > 0) {
      return context.badUse({
        kind: 'bad-input',
        field: 'connections',
        got: from[0] ?? '',
        expected: 'no words of its own; name files after --from',
      });
    }
    const reading =
      from.length > 0
        ? await readSavedSockets(from, question.value)
        : await context.machine().reviewConnections(question.value, options.value.flag('programs'));
    if (!reading.ok) return context.failed(reading.problem);
    if (options.value.flag('json')) await context.json(reading.value.report);
    else {
      const { connectionsText } = await import('./connections-text.ts');
      context.print(connectionsText(reading.value.report, by.value, context.terminal));
    }
    return reading.value.readNothing ? context.nothingRead() : context.answered();
  },
};

function readQuestion(options: RawOptions): Result<ConnectionQuestion, Problem> {
  const top = readTop(options);
  if (!top.ok) return top;
  const address = readAddress(options);
  if (!address.ok) return address;
  return ok({ top: top.value, address: address.value });
}
