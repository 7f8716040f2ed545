import { dot, isDigit, isLetter, slash } from './bytes';
import { line } from './line-shape';
import { WordSet } from './word-set';

const programs = changetype<WordSet>(memory.data(offsetof<WordSet>(), 8));
const longestEnding: usize = 5;

export function prepareProgramTarget(): void {
  programs.fill('php php3 php4 php5 php7 php8 phtml asp aspx ashx jsp jspx cgi pl');
}

/** Is the target of `line` answered by a program, as far as its path tells: by its ending, or because it has none? */
export function isProgramTarget(): bool {
  const start = line.targetStart;
  const end = line.queryMark;
  if (start == line.targetEnd) return false;
  for (let at = end; at > start; ) {
    const byte = load<u8>(--at);
    if (byte == slash) return true;
    if (byte != dot) continue;
    const ending = at + 1;
    return ending == end || (end - ending <= longestEnding && isPlain(ending, end) && programs.has(ending, end));
  }
  return true;
}

/** `WordSet` asks in any case, and for that takes some other bytes for letters and digits. */
function isPlain(start: usize, end: usize): bool {
  for (let at = start; at < end; at++) if (!isLetter(load<u8>(at)) && !isDigit(load<u8>(at))) return false;
  return true;
}
