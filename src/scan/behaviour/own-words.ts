import { toolNames } from './bad-agents.ts';
import { holeNames } from './exploit-paths.ts';
import { payloadWords } from './target-payload.ts';

/**
 * What signs say in words of our own: rules go by them, so they keep their room however much attackers send. (`a script` is what
 * an error log says that names none.)
 */
export const ownWords: readonly string[] = [
  ...toolNames,
  ...holeNames.map((hole) => `known hole: ${hole}`),
  ...payloadWords,
  'trace method',
  'a script',
];
