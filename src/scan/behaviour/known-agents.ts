import { ownBeginning } from '../errors/own-copy.ts';
import { badAgentOf } from './bad-agents.ts';
import { fieldText } from './field-text.ts';
import { payloadOf } from './payload.ts';
import type { Payload } from './payload-signatures.ts';
import { longestText } from './texts.ts';

/** What a user agent says by itself. */
export interface AgentFacts {
  /** Different for every agent but those met after there were too many: they share one. */
  readonly number: number;
  /** Raw, cut. */
  readonly text: string;
  readonly tool: string | null;
  readonly payload: Payload | null;
  /** WordPress that looks whether a page really links to it, as somebody told it. */
  readonly isPingback: boolean;
  /** Calls itself Jetpack, or the service behind it; anybody can. */
  readonly isJetpack: boolean;
}

const jetpack = /^(?:jetpack by wordpress\.com|wordpress\.com|automattic)/i;

/** How many different user agents are told apart. */
const mostAgents = 16_384;

/** Every user agent once, so that an address holds numbers instead of texts. */
export class KnownAgents {
  readonly #known = new Map<string, AgentFacts>();
  readonly #byNumber: AgentFacts[] = [];

  /** Of an agent as it stands in a line. */
  factsAt(bytes: Uint8Array, start: number, end: number): AgentFacts {
    return this.factsOf(fieldText(bytes, start, end));
  }

  factsOf(logged: string): AgentFacts {
    const text = logged.length > longestText ? ownBeginning(logged, longestText) : logged;
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const number = this.#byNumber.length;
    const isPingback = text.startsWith('WordPress/') && text.includes('verifying pingback from');
    const facts = { number, text, tool: badAgentOf(text), payload: payloadOf(text, 'header'), isPingback, isJetpack: jetpack.test(text) };
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
