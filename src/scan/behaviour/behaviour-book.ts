import type { Behaviours } from '../../model/behaviour.ts';
import type { IpAddress } from '../../model/ip-address.ts';
import { AddressNotes } from './address-notes.ts';
import { Candidates } from './candidates.ts';
import { KnownAgents } from './known-agents.ts';
import { type BehaviourLimits, openRooms, type Rooms } from './rooms.ts';
import { SiteLoads } from './site-load.ts';
import { SpreadLogins } from './spread-logins.ts';
import { KnownTargets } from './target-facts.ts';

/** Something of which more came than is kept, and how much is. */
export interface Overflow {
  readonly what: 'signs' | 'request times' | 'names' | 'logins' | 'user agents' | 'site minutes' | 'addresses of error logs';
  readonly limit: number;
}

/** All that is written down in one reading, access logs and error logs together. */
export class BehaviourBook {
  readonly candidates = new Candidates();
  readonly targets = new KnownTargets();
  readonly agents = new KnownAgents();
  readonly sites: SiteLoads;
  readonly spread: SpreadLogins;
  requests = 0;
  fromEpoch = Infinity;
  toEpoch = -Infinity;
  readonly #rooms: Rooms;
  readonly #limits: BehaviourLimits;
  readonly #notes: AddressNotes[] = [];
  readonly #asked: number;
  #errorAddressesRefused = false;

  constructor(candidates: readonly IpAddress[], limits: BehaviourLimits) {
    this.#rooms = openRooms(limits);
    this.#limits = limits;
    this.sites = new SiteLoads(this.#rooms.siteMinutes);
    this.spread = new SpreadLogins(this.#rooms.spreadLogins);
    for (const address of new Set(candidates)) this.#open(address);
    this.#asked = this.#notes.length;
  }

  /** Notes on an address that an error log names: it may be new, as long as there are not too many of them. */
  ofErrorLog(address: IpAddress): AddressNotes | null {
    const known = this.candidates.of(address);
    if (known !== undefined) return known;
    if (this.#notes.length - this.#asked < this.#limits.errorAddresses) return this.#open(address);
    this.#errorAddressesRefused = true;
    return null;
  }

  result(candidatesLeftOut: number): Behaviours {
    for (const notes of this.#notes) notes.noteAnswers();
    const addresses = this.#notes
      .map((notes) => notes.result(this.agents))
      .filter(({ firstEpoch, signs }) => firstEpoch !== null || Object.keys(signs).length > 0);
    return {
      addresses,
      groups: this.spread.result((number) => this.#addressOf(number)),
      sites: this.sites.result(),
      requests: this.requests,
      fromEpoch: this.requests > 0 ? this.fromEpoch : null,
      toEpoch: this.requests > 0 ? this.toEpoch : null,
      candidates: this.#asked,
      candidatesLeftOut,
    };
  }

  /** What could not be kept in full. */
  overflows(): readonly Overflow[] {
    const { hits, moments, names, logins, spreadLogins, siteMinutes } = this.#rooms;
    const all: (Overflow | false)[] = [
      hits.isTight && { what: 'signs', limit: this.#limits.hits },
      moments.refused > 0 && { what: 'request times', limit: moments.most },
      names.refused > 0 && { what: 'names', limit: names.most },
      (logins.refused > 0 || spreadLogins.refused > 0 || this.spread.kindsAreFull) && { what: 'logins', limit: logins.most },
      this.agents.isFull && { what: 'user agents', limit: this.agents.most },
      siteMinutes.refused > 0 && { what: 'site minutes', limit: siteMinutes.most },
      this.#errorAddressesRefused && { what: 'addresses of error logs', limit: this.#limits.errorAddresses },
    ];
    return all.filter((overflow) => overflow !== false);
  }

  #open(address: IpAddress): AddressNotes {
    const notes = new AddressNotes(address, this.#notes.length, this.#rooms);
    this.#notes.push(notes);
    this.candidates.set(notes);
    return notes;
  }

  #addressOf(number: number): IpAddress {
    const notes = this.#notes[number];
    if (notes === undefined) throw new Error(`no address has the number ${String(number)}`);
    return notes.address;
  }
}
