import { isAbsolute } from 'node:path';
import { exitCodes, type ExitCode } from '../cli/exit-codes.ts';
import { faultLine } from '../fault-line.ts';
import { answerPage } from './answer-page.ts';
import { readAsked } from './asked.ts';
import { openPlesk, type PleskHouse } from './plesk-house.ts';
import { type PleskAnswer, type PleskQuestion, questionShape } from './question-shape.ts';

/** The list of an administrator of 20,000 domains fits. */
const longestQuestion = 32 * 1024 * 1024;

/**
 * One answer for the Plesk extension: a question as JSON on standard input (`plugin-plesk/README.md`), the answer as JSON on standard
 * output. Plesk starts it as root for whoever is logged in. A question that is not what was agreed gets no answer but a sentence on
 * standard error and an exit code, which PHP makes a page of.
 *
 * `words`: `--root DIR` answers for the server whose file tree begins there, for the stand-in; the extension's wrapper passes none.
 */
export async function runPlesk(words: readonly string[]): Promise<ExitCode> {
  const log = (line: string): void => {
    process.stderr.write(`active-connections: ${line}\n`);
  };
  const root = rootIn(words);
  if (root === null) {
    log('usage: plesk [--root DIR], with the question on standard input');
    return exitCodes.badUse;
  }
  const { readStandardInput } = await import('../../system/read-standard-input.ts');
  const read = await readStandardInput(longestQuestion);
  const parsed = questionShape.safeParse(read.ok ? jsonOf(read.value) : null);
  if (!parsed.success) {
    log('the question is not what was agreed with the extension; upgrade the extension again');
    return exitCodes.badUse;
  }
  if (parsed.data.version !== VERSION) {
    log(
      `the extension is ${parsed.data.version.slice(0, 64).replace(/[^\w.+-]/g, '?')}, this program ${VERSION}; upgrade the extension again`,
    );
    return exitCodes.badUse;
  }
  // Asked while the extension is installed: nothing is to be made for that.
  if (parsed.data.ask === 'hello') {
    write(plain(''));
    return exitCodes.answered;
  }
  const house = openPlesk(root);
  try {
    const answer = await answerTo(parsed.data, house, log);
    if (answer === null) {
      log('the question names domains or folders that cannot be right');
      return exitCodes.badUse;
    }
    write(answer);
    await settled(parsed.data.ask, house);
    return exitCodes.answered;
  } catch (error) {
    log(`fault: ${faultLine(error)}`);
    return exitCodes.fault;
  }
}

function rootIn(words: readonly string[]): string | null {
  const [option, root, ...more] = words;
  if (option === undefined) return '/';
  return option === '--root' && root !== undefined && isAbsolute(root) && more.length === 0 ? root : null;
}

/**
 * What is left when the answer is out. Plesk waits for the end of this program: so a page leaves the names of addresses, which take
 * DNS many seconds, to the scheduled task. What was counted is written before the first pause.
 */
async function settled(ask: PleskQuestion['ask'], house: PleskHouse): Promise<void> {
  const isScheduled = ask === 'expire';
  if (isScheduled) await house.judgeEverybody();
  const rest = house.settle();
  if (isScheduled) await rest;
  // Standard output is a file or a pipe of Plesk's: both are written by now.
  else process.exit(exitCodes.answered);
}

const write = (answer: PleskAnswer): void => {
  process.stdout.write(JSON.stringify({ schema: 1, version: VERSION, ...answer }));
};

async function answerTo(
  question: Exclude<PleskQuestion, { ask: 'hello' }>,
  house: PleskHouse,
  log: (line: string) => void,
): Promise<PleskAnswer | null> {
  switch (question.ask) {
    case 'expire': {
      const expired = await house.serverBlocks().expire();
      if (!expired.ok) log('blocks whose time is over could not be lifted');
      return { ...plain(''), changedSites: house.changedSites() };
    }
    case 'blocks':
      return plain(await house.blocksAsText());
    case 'page':
    case 'read':
    case 'cause': {
      const asked = readAsked(question, house);
      if (asked === null) return null;
      if (question.ask === 'cause') return plain(await house.causeSentence(asked.operator));
      // Pages read for so long at most that nothing is left for a task.
      if (question.ask === 'read') return plain('');
      return answerPage(question, asked, house, log);
    }
  }
}

const plain = (body: string): PleskAnswer => ({ status: 200, location: null, title: '', body, changedSites: [], task: null });

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8'));
  } catch {
    return null;
  }
}
