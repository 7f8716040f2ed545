import { stampLength } from '../access/time-stamp.ts';
import type { UserNames } from '../../model/behaviour.ts';
import { latin1 } from './field-text.ts';
import { NumberCounts } from './number-counts.ts';
import type { Room } from './room.ts';
import { hashOf } from './texts.ts';

const mostNames = 256;
const longestName = 64;
/** Of one address. */
const mostFolders = 64;
const blank = 0x20;
const minus = 0x2d;
/** From behind the user to the request: ` [`, the stamp, `] "`. */
const stampAndMarks = stampLength + 5;

/**
 * The user a log line names, in its third field; empty where it names none. Whoever asks writes it, in or not. Of a name with
 * blanks its last word, which is enough to tell names apart.
 * @param requestStart where the request begins, behind its quote
 */
export function userNameAt(bytes: Uint8Array, lineStart: number, requestStart: number): string {
  const end = requestStart - stampAndMarks;
  if (bytes[end - 1] === minus && bytes[end - 2] === blank) return '';
  let start = end;
  while (start > lineStart && end - start < longestName && bytes[start - 1] !== blank) start--;
  const name = latin1(bytes, start, end);
  return name === '""' ? '' : name;
}

/** What is tried where nobody's name is known. People have other names, and addresses of an office (`info`, `support`) are left out. */
const guessedNames: readonly string[] = (
  'admin administrator root test user guest tomcat oracle postgres mysql ftp www superuser sysadmin default ubuntu jenkins nagios pi ' +
  'admin1 user1 test1'
).split(' ');
const numbersOfGuessed = new Map(guessedNames.map((name, number) => [name, number]));
const firstHash = 2 ** 31;

/** The names that one address gave, and whether it got in by them. Names are kept as numbers: people mistype passwords there, too. */
export class GivenNames {
  #refused: NumberCounts | null = null;
  /** Who was answered, by the first folder of what was asked for. */
  readonly #answered = new Map<string, NumberCounts>();
  /** The first folders where a name was given and a password asked for. */
  readonly #asking = new Set<string>();
  readonly #room: Room;

  constructor(room: Room) {
    this.#room = room;
  }

  /**
   * Takes what was answered to a name: 2xx and 304 let in, 401 and 403 refuse, others say nothing. nginx logs the name for
   * open pages too: an answer lets in only where a password is asked for.
   * @param page as it stands in the log
   */
  add(name: string, status: number | null, page: string): void {
    const isPlain = !winding.test(page);
    if (isPlain && status === 401 && this.#asking.size < mostFolders) this.#asking.add(folderOf(page));
    if (status === 401 || status === 403) this.#refused = this.#counted(this.#refused, name);
    else if (isPlain && status !== null && ((status >= 200 && status < 300) || status === 304)) {
      const folder = folderOf(page);
      const known = this.#answered.get(folder);
      if (known !== undefined || this.#answered.size < mostFolders) this.#answered.set(folder, this.#counted(known ?? null, name));
    }
  }

  result(): UserNames {
    // Without 401 there is no telling what is open.
    const isAsking = (folder: string): boolean => this.#asking.size === 0 || this.#asking.has('') || this.#asking.has(folder);
    const letIn = new Set(
      [...this.#answered].flatMap(([folder, names]) => (isAsking(folder) ? names.entries().map(({ number }) => number) : [])),
    );
    const refused = (this.#refused?.entries() ?? []).filter(({ number }) => !letIn.has(number));
    return {
      refused: refused.length,
      tries: refused.reduce((sum, { count }) => sum + count, 0),
      guessed: refused.flatMap(({ number }) => guessedNames[number] ?? []).sort(),
      letIn: letIn.size,
    };
  }

  #counted(counts: NumberCounts | null, name: string): NumberCounts {
    const all = counts ?? new NumberCounts(this.#room, mostNames);
    all.add(numberOf(name.toLowerCase()));
    return all;
  }
}

/** Where it leads is not where it begins: such a page says nothing of its folder. */
const winding = /\/(?:\.{1,2}|%2e[^/]*)?\//i;

/** `intern` of `/intern/plan.html` and of `/intern`, in lower case; empty for the root. */
function folderOf(page: string): string {
  const end = page.indexOf('/', 1);
  return (end < 0 ? page.slice(1) : page.slice(1, end)).toLowerCase();
}

/** Of names that are guessed their place, of others a hash from 2³¹ on. */
function numberOf(name: string): number {
  const guessed = numbersOfGuessed.get(name);
  if (guessed !== undefined) return guessed;
  return firstHash + hashOf(name);
}
