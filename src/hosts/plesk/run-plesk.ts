import { isAbsolute } from 'node:path';
import { exitCodes, type ExitCode } from '../cli/exit-codes.ts';
import { faultLine } from '../fault-line.ts';
import { answerPage } from './answer-page.ts';
import { readAsked } from './asked.ts';
import { openPlesk, type PleskHouse } from './plesk-house.ts';
import { plainAnswer, type PleskAnswer, type PleskQuestion, questionShape } from './question-shape.ts';

/** The list of an administrator of 20,000 domains fits. */
const longestQuestion = 32 * 1024 * 1024;

/**
 * One answer for the Plesk extension: a question as JSON on standard input (`plugin-plesk/README.md`), the answer as JSON on standard
 * output. Plesk starts it as root for whoever is logged in. A question that is not what was agreed gets no answer but a sentence on
 * standard error and an exit code, which PHP makes a page of.
 *
 * `words`: the extension's wrapper passes none. This program itself passes `--read KEY` to read in the background; the stand-in passes
 * `--root DIR`, to answer for the server whose file tree begins there, and `--page-ms N`, how long a page may read.
 */
export async function runPlesk(words: readonly string[]): Promise<ExitCode> {
  const log = (line: string): void => {
    process.stderr.write(`active-connections: ${line}\n`);
  };
  const given = givenIn(words);
  if (given === null) {
    log('usage: plesk [--root DIR], with the question on standard input');
    return exitCodes.badUse;
  }
  const { root, pageMs, key } = given;
  if (key !== undefined) {
    const { runReader } = await import('./readings/run-reader.ts');
    const house = openPlesk(root);
    const exitCode = await runReader(key, house);
    // What was counted is written before the first pause; nobody waits for names.
    void house.settle();
    process.exit(exitCode);
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
    write(plainAnswer(''));
    return exitCodes.answered;
  }
  const house = openPlesk(root, pageMs);
  try {
    const answer = await answerTo(parsed.data, house, root === '/' ? ['plesk'] : ['plesk', '--root', root], log);
    if (answer === null) {
      log('the question names what is not there, or cannot be right');
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

interface Given {
  readonly root: string;
  readonly pageMs: number | undefined;
  readonly key: string | undefined;
}

/** Null for words that are not ours. */
function givenIn(words: readonly string[]): Given | null {
  const given = new Map<string, string>();
  for (let at = 0; at < words.length; at += 2) given.set(words[at] ?? '', words[at + 1] ?? '');
  const { root = '/', pageMs, key, ...more } = Object.fromEntries([...given].map(([name, value]) => [wordNames[name] ?? 'unknown', value]));
  const isRight =
    isAbsolute(root) && (pageMs === undefined || /^\d{1,6}$/.test(pageMs)) && (key === undefined || /^[\da-f]{32}$/.test(key));
  if (!isRight || Object.keys(more).length > 0) return null;
  return { root, pageMs: pageMs === undefined ? undefined : Number(pageMs), key };
}

const wordNames: Readonly<Record<string, string>> = { '--root': 'root', '--page-ms': 'pageMs', '--read': 'key' };

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
  readerWords: readonly string[],
  log: (line: string) => void,
): Promise<PleskAnswer | null> {
  switch (question.ask) {
    case 'expire': {
      const expired = await house.serverBlocks().expire();
      house.readings()?.sweep();
      if (!expired.ok) log('blocks whose time is over could not be lifted');
      return { ...plainAnswer(''), changedSites: house.changedSites() };
    }
    case 'blocks':
      return plainAnswer(await house.blocksAsText());
    case 'page':
    case 'read':
    case 'cause': {
      const asked = readAsked(question, house);
      if (asked === null) return null;
      if (question.ask === 'cause') return plainAnswer(await house.causeSentence(asked.operator));
      if (question.ask === 'read') return (await import('./readings/answer-read.ts')).answerRead(question, house, readerWords);
      return answerPage(question, asked, house, log);
    }
  }
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8'));
  } catch {
    return null;
  }
}
