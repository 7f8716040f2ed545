/** The same as `kernel/assembly/agent-mark.ts`, where it is said what marks are for. */
const tools: ReadonlySet<string> = new Set(
  (
    'sqlmap havij sqlninja commix xsser xsstrike joomscan wpscan wpforce cmsmap hydra patator dirbuste gobuster feroxbus dirsearc wfuzz ' +
    'ffuf fuzz arachni w3af skipfish golismer metasplo weevely zmeu morfeus muieblac jorgee gh0st mirai l9tcpid l9explor goldeney ' +
    'slowhttp whatweb nikto nmap nessus openvas acunetix netspark masscan zgrab zmap nuclei naabu censysin expanse leakix keydrop ' +
    'zoomeye onyphe stretcho binaryed verifyin'
  ).split(' '),
);
const bits = 31;
const toolBit = 0x8000_0000;
const longestAgent = 512;
const longestWord = 8;

/** Bits for one user agent, given as bytes in a string: never 0. */
export function agentMark(agent: string): number {
  const text = agent.slice(0, longestAgent);
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  const bit = 1 << ((hash >>> 0) % bits);
  const words = text.toLowerCase().split(/[^a-z0-9]/);
  const namesTool = text.includes('${') || text.includes('()') || words.some((word) => tools.has(word.slice(0, longestWord)));
  return (namesTool ? bit | toolBit : bit) >>> 0;
}
