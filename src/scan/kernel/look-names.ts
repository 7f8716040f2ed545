import type { BehaviourBook } from '../behaviour/behaviour-book.ts';
import { fieldText, latin1 } from '../behaviour/field-text.ts';
import type { AgentFacts } from '../behaviour/known-agents.ts';
import type { KnownTarget } from '../behaviour/known-targets.ts';
import type { LookOptions } from '../behaviour/look.ts';
import { isTellingAgent, isTellingReferer } from '../behaviour/signs-of-request.ts';
import type { SiteLoad } from '../behaviour/site-load.ts';
import type { KernelExports } from './kernel-exports.ts';
import { field, hostName, kindBits, type NameList, nameLists, ownSite, unnumbered } from './look-numbers.ts';

/** A list of names that the kernel numbers: what was found out about each. */
type Known<Fact> = (Fact | undefined)[];

export interface KnownReferer {
  readonly text: string;
  readonly isTelling: boolean;
}

export interface KnownAgent {
  readonly facts: AgentFacts;
  readonly isTelling: boolean;
}

/**
 * What stands behind the numbers that the kernel gives to texts: found out when a number comes for the first time, and then
 * known. A text without a number of its own is looked at each time. Records are said by where they stand among `numbers`.
 * The kernel is told what it needs to know of each to find out by itself which lines are ordinary: see `assembly/ordinary.ts`.
 */
export class LookNames {
  readonly #kernel: KernelExports;
  readonly #input: Uint8Array;
  readonly #numbers: Uint32Array;
  readonly #book: BehaviourBook;
  readonly #nameSite: LookOptions['nameSite'];
  readonly #targets: Known<KnownTarget> = [];
  readonly #referers: Known<KnownReferer> = [];
  readonly #agents: Known<KnownAgent> = [];
  readonly #methods: Known<string> = [];
  readonly #hosts: Known<SiteLoad> = [];
  readonly #fileNames: Known<SiteLoad> = [];
  readonly #lists: Readonly<Record<NameList, unknown[]>> = {
    targets: this.#targets,
    referers: this.#referers,
    agents: this.#agents,
    methods: this.#methods,
    hosts: this.#hosts,
    fileNames: this.#fileNames,
  };
  #fileLoad: SiteLoad;

  constructor(kernel: KernelExports, input: Uint8Array, numbers: Uint32Array, book: BehaviourBook, nameSite: LookOptions['nameSite']) {
    this.#kernel = kernel;
    this.#input = input;
    this.#numbers = numbers;
    this.#book = book;
    this.#nameSite = nameSite;
    this.#fileLoad = book.sites.of(null);
  }

  /** The site of lines that name none. */
  beginFile(site: string | null): void {
    this.#fileLoad = this.#book.sites.of(site);
    this.#kernel.setWordOnFile(this.#fileLoad.number + 1);
  }

  /** @param bits lists whose numbers begin anew */
  forget(bits: number): void {
    for (const [bit, name] of nameLists.entries()) if (((bits >>> bit) & 1) === 1) this.#lists[name].length = 0;
  }

  targetOf(record: number): KnownTarget {
    const number = this.#numbers[record + field.target] ?? unnumbered;
    const known = this.#targets[number];
    if (known !== undefined) return known;
    const start = this.#numbers[record + field.targetStart] ?? 0;
    const target = this.#book.targets.at(this.#input, start, this.#numbers[record + field.targetEnd] ?? 0);
    if (number !== unnumbered) this.#targets[number] = target;
    return target;
  }

  agentOf(record: number): KnownAgent {
    const number = this.#numbers[record + field.agent] ?? unnumbered;
    const known = this.#agents[number];
    if (known !== undefined) return known;
    const start = this.#numbers[record + field.agentStart] ?? 0;
    const facts = this.#book.agents.factsAt(this.#input, start, this.#numbers[record + field.agentEnd] ?? 0);
    const agent = { facts, isTelling: isTellingAgent(facts) };
    if (number !== unnumbered) this.#agents[number] = agent;
    if (!agent.isTelling) this.#tell('agents', number, facts.number + 1);
    return agent;
  }

  refererOf(record: number): KnownReferer {
    const number = this.#numbers[record + field.referer] ?? unnumbered;
    const known = this.#referers[number];
    if (known !== undefined) return known;
    const text = this.#text(record + field.refererStart);
    const referer = { text, isTelling: isTellingReferer(text) };
    if (number !== unnumbered) this.#referers[number] = referer;
    if (!referer.isTelling) this.#tell('referers', number, 1);
    return referer;
  }

  /** It always has a number: what is longer than 32 letters is no method. */
  methodOf(record: number): string {
    const number = this.#numbers[record + field.method] ?? unnumbered;
    return (this.#methods[number] ??= this.#text(record + field.methodStart));
  }

  /** @param siteAt where its number stands @param nameAt where it is said where its name stands */
  siteOf(siteAt: number, nameAt: number): SiteLoad {
    const site = this.#numbers[siteAt] ?? ownSite;
    if (site === ownSite) return this.#fileLoad;
    const isHost = site % (1 << kindBits) === hostName;
    const number = site >>> kindBits;
    const list = isHost ? this.#hosts : this.#fileNames;
    const known = list[number];
    if (known !== undefined) return known;
    const name = latin1(this.#input, this.#numbers[nameAt] ?? 0, this.#numbers[nameAt + 1] ?? 0);
    const load = this.#book.sites.of(this.#nameSite(isHost ? name.toLowerCase() : name, isHost ? 'host' : 'file-name'));
    if (number !== unnumbered) list[number] = load;
    this.#tell(isHost ? 'hosts' : 'fileNames', number, load.number + 1);
    return load;
  }

  /** Has the kernel know this of a name, as long as it has its number. */
  #tell(list: NameList, number: number, word: number): void {
    if (number !== unnumbered) this.#numbers[this.#kernel.wordsAt(nameLists.indexOf(list)) / 4 + number] = word;
  }

  /** @param startAt where it is said where the text begins, and behind that where it ends */
  #text(startAt: number): string {
    return fieldText(this.#input, this.#numbers[startAt] ?? 0, this.#numbers[startAt + 1] ?? 0);
  }
}
