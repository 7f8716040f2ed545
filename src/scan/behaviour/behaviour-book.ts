import type { Behaviours } from '../../model/behaviour.ts';
import type { IpAddress } from '../../model/ip-address.ts';
import { AddressNotes } from './address-notes.ts';
import { KnownAgents } from './known-agents.ts';
import { type BehaviourLimits, openRooms, type Rooms } from './rooms.ts';
import { SiteLoads } from './site-load.ts';
import type { SeenLine } from './seen-line.ts';
import type { FoundSign } from './signs-of-request.ts';
import { SpreadLogins } from './spread-logins.ts';
import { KnownTargets } from './known-targets.ts';

/** Something of which more came than is kept, and how much is. */
export interface Overflow {
  readonly what:
    | 'signs'
    | 'request times'
    | 'names'
    | 'texts of signs and paths'
    | 'logins'
    | 'user agents'
    | 'site minutes'
    | 'addresses of error logs';
  readonly limit: number;
}

/** All that is written down in one reading, access logs and error logs together. */
export class BehaviourBook {
  readonly targets = new KnownTargets();
  readonly agents = new KnownAgents();
  readonly sites: SiteLoads;
  readonly spread: SpreadLogins;
  #requests = 0;
  #fromEpoch = Infinity;
  #toEpoch = -Infinity;
  readonly #rooms: Rooms;
  readonly #limits: BehaviourLimits;
  readonly #notes: AddressNotes[] = [];
  readonly #numbers = new Map<IpAddress, number>();
  readonly #asked: number;
  readonly #inDetail: ReadonlySet<IpAddress>;
  readonly #isRefusedByUs: (address: string, epoch: number) => boolean;
  #errorAddressesRefused = false;

  /**
   * @param isRefusedByUs whether a 403 of this address at this second was one of our own blocks at work
   * @param inDetail whose paths are wanted, too
   */
  constructor(
    candidates: readonly IpAddress[],
    limits: BehaviourLimits,
    isRefusedByUs: (address: string, epoch: number) => boolean = () => false,
    inDetail: readonly IpAddress[] = [],
  ) {
    this.#inDetail = new Set(inDetail);
    this.#isRefusedByUs = isRefusedByUs;
    this.#rooms = openRooms(limits);
    this.#limits = limits;
    this.sites = new SiteLoads(this.#rooms.siteMinutes);
    this.spread = new SpreadLogins(this.#rooms.spreadLogins);
    for (const address of new Set(candidates)) this.#open(address);
    this.#asked = this.#notes.length;
  }

  /** The addresses to look for. A line of one of them belongs to the number of its place here. */
  get candidates(): readonly IpAddress[] {
    return this.#notes.map(({ address }) => address);
  }

  /** Requests inside the window, whoever made them. */
  count(requests: number, fromEpoch: number, toEpoch: number): void {
    this.#requests += requests;
    this.#fromEpoch = Math.min(this.#fromEpoch, fromEpoch);
    this.#toEpoch = Math.max(this.#toEpoch, toEpoch);
  }

  /** Of the address with this number: a candidate's, or one that an error log named. */
  notesOf(number: number): AddressNotes {
    const notes = this.#notes[number];
    if (notes === undefined) throw new Error(`no address has the number ${String(number)}`);
    return notes;
  }

  /** Whether sizes of front pages are wanted still. */
  get wantsFrontPages(): boolean {
    return this.#rooms.answers.wantsPlain;
  }

  /** A line of the candidate with this number, and what it is a sign of. `line` gives it as it stands in the log, cut. */
  note(number: number, seen: SeenLine, signs: readonly FoundSign[], line: () => string): void {
    const notes = this.notesOf(number);
    if (seen.status === 403 && this.#isRefusedByUs(notes.address, seen.epoch)) {
      notes.addRefused(seen);
      return;
    }
    notes.addRequest(seen, signs, line);
    for (const { sign, what } of signs) {
      if (sign !== 'login' && sign !== 'xmlrpc') continue;
      this.spread.add(seen.epoch, number, { sign, site: seen.load.name, path: what, agent: seen.agent.text });
    }
  }

  /** Notes on an address that an error log names: it may be new, as long as there are not too many of them. */
  ofErrorLog(address: IpAddress): AddressNotes | null {
    const known = this.#numbers.get(address);
    if (known !== undefined) return this.notesOf(known);
    if (this.#notes.length - this.#asked < this.#limits.errorAddresses) return this.#open(address);
    this.#errorAddressesRefused = true;
    return null;
  }

  result(candidatesLeftOut: number): Behaviours {
    for (const notes of this.#notes) notes.noteAnswers();
    const addresses = this.#notes
      .map((notes) => notes.result(this.agents, this.sites))
      .filter(({ firstEpoch, signs }) => firstEpoch !== null || Object.keys(signs).length > 0);
    return {
      addresses,
      groups: this.spread.result((number) => this.notesOf(number).address),
      sites: this.sites.result(),
      requests: this.#requests,
      fromEpoch: this.#requests > 0 ? this.#fromEpoch : null,
      toEpoch: this.#requests > 0 ? this.#toEpoch : null,
      candidates: this.#asked,
      candidatesLeftOut,
    };
  }

  /** What could not be kept in full. */
  overflows(): readonly Overflow[] {
    const { hits, moments, names, paths, logins, spreadLogins, siteMinutes } = this.#rooms;
    const all: (Overflow | false)[] = [
      hits.isTight && { what: 'signs', limit: this.#limits.hits },
      moments.refused > 0 && { what: 'request times', limit: moments.most },
      names.refused > 0 && { what: 'names', limit: names.most },
      (paths.isFull || hits.texts.isFull) && { what: 'texts of signs and paths', limit: this.#limits.texts },
      (logins.refused > 0 || spreadLogins.refused > 0 || this.spread.kindsAreFull) && { what: 'logins', limit: logins.most },
      this.agents.isFull && { what: 'user agents', limit: this.agents.most },
      siteMinutes.refused > 0 && { what: 'site minutes', limit: siteMinutes.most },
      this.#errorAddressesRefused && { what: 'addresses of error logs', limit: this.#limits.errorAddresses },
    ];
    return all.filter((overflow) => overflow !== false);
  }

  #open(address: IpAddress): AddressNotes {
    const notes = new AddressNotes(address, this.#rooms, this.#inDetail.has(address));
    this.#numbers.set(address, this.#notes.length);
    this.#notes.push(notes);
    return notes;
  }
}
