import { ownBeginning } from '../errors/own-copy.ts';
import { badAgentOf } from './bad-agents.ts';
import { fieldText } from './field-text.ts';
import { KnownBytes } from './known-bytes.ts';
import { payloadOf, type Payload } from './payload.ts';
import { longestText } from './target-facts.ts';

/** What a user agent says by itself. */
export interface AgentFacts {
  /** Different for every agent but those met after there were too many: they share one. */
  readonly number: number;
  /** Raw, cut. */
  readonly text: string;
  readonly tool: string | null;
  readonly payload: Payload | null;
}

/** How many different user agents are told apart. */
const mostAgents = 16_384;
const mostByBytes = 4_096;
const textBytes = 1024 * 1024;
const longestKept = 1_024;

/** Every user agent once, so that an address holds numbers instead of texts. */
export class KnownAgents {
  readonly #known = new Map<string, AgentFacts>();
  readonly #byNumber: AgentFacts[] = [];
  readonly #byBytes = new KnownBytes<AgentFacts>(mostByBytes, textBytes);

  /** Of an agent as it stands in a line. */
  factsAt(bytes: Uint8Array, start: number, end: number): AgentFacts {
    const known = this.#byBytes.find(bytes, start, end);
    if (known !== undefined) return known;
    const facts = this.factsOf(fieldText(bytes, start, end));
    if (end - start <= longestKept) this.#byBytes.keep(bytes, start, end, facts);
    return facts;
  }

  factsOf(logged: string): AgentFacts {
    const text = logged.length > longestText ? ownBeginning(logged, longestText) : logged;
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const number = this.#byNumber.length;
    const facts = { number, text, tool: badAgentOf(text), payload: payloadOf(text, 'header') };
    if (number === mostAgents) return facts;
    this.#known.set(text, facts);
    this.#byNumber.push(facts);
    return facts;
  }

  /** The text of a number; those beyond the last have none of their own. */
  textOf(number: number): string {
    return this.#byNumber[number]?.text ?? '(other)';
  }

  /** How many are told apart. */
  readonly most = mostAgents;

  get isFull(): boolean {
    return this.#byNumber.length === mostAgents;
  }
}
