import { isDigit, isLetter } from './bytes';
import { reads } from './words';
import { WordSet } from './word-set';

/**
 * What a user agent leaves behind at each address that uses it: one bit of 31, by its text, so that many agents leave many
 * bits, and the 32nd where it names a tool for attacks or carries one. Marks of several readings are joined by "or", and
 * the same text has the same bit in all of them: no random number is in it.
 */
const bits: u32 = 31;
const toolBit: u32 = 0x80000000;
/** So much of an agent is looked at. */
const longestAgent: usize = 512;
const longestWord: usize = 8;

const tools = changetype<WordSet>(memory.data(offsetof<WordSet>(), 8));

/** Words cut to eight bytes. */
export function prepareAgentMarks(): void {
  tools.fill(
    'sqlmap havij sqlninja commix xsser xsstrike joomscan wpscan wpforce cmsmap hydra patator dirbuste gobuster feroxbus dirsearc wfuzz ffuf fuzz arachni w3af skipfish golismer metasplo weevely zmeu morfeus muieblac jorgee gh0st mirai l9tcpid l9explor goldeney slowhttp whatweb nikto nmap nessus openvas acunetix netspark masscan zgrab zmap nuclei naabu censysin expanse leakix keydrop zoomeye onyphe stretcho binaryed verifyin',
  );
}

/** Never 0. */
export function markOfAgent(start: usize, length: usize): u32 {
  const end = start + min(length, longestAgent);
  let hash: u32 = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = (hash ^ load<u8>(at)) * 0x01000193;
  const bit: u32 = 1 << (hash % bits);
  return namesTool(start, end) ? bit | toolBit : bit;
}

function namesTool(start: usize, end: usize): bool {
  let word = start;
  for (let at = start; at < end; at++) {
    const byte = load<u8>(at);
    if (isLetter(byte) || isDigit(byte)) continue;
    if (tools.has(word, min(at, word + longestWord))) return true;
    if (at + 1 < end && (reads(at, '${') || reads(at, '()'))) return true;
    word = at + 1;
  }
  return tools.has(word, min(end, word + longestWord));
}
