import { Answers } from './answered.ts';
import { HitRoom, mostHits } from './kept-hits.ts';
import { Room } from './room.ts';

/** How much is kept at most, of all addresses together. */
export interface BehaviourLimits {
  /** Signs kept one by one. */
  readonly hits: number;
  /** Seconds with requests, told apart by user agent. */
  readonly moments: number;
  /** Different paths, sites, statuses and methods of all addresses. */
  readonly names: number;
  /** Login attempts that are looked at one by one. */
  readonly logins: number;
  /** Minutes with requests of all sites. */
  readonly siteMinutes: number;
  /** Addresses that only error logs name. */
  readonly errorAddresses: number;
}

/** Next to nothing on an ordinary day; under a flood, hundreds of megabytes at most. */
export const behaviourLimits: BehaviourLimits = {
  hits: mostHits,
  moments: 3_000_000,
  names: 200_000,
  logins: 400_000,
  siteMinutes: 1_000_000,
  errorAddresses: 4_096,
};

/** What all addresses share. */
export interface Rooms {
  readonly hits: HitRoom;
  readonly moments: Room;
  readonly names: Room;
  readonly logins: Room;
  readonly spreadLogins: Room;
  readonly siteMinutes: Room;
  readonly answers: Answers;
}

export const openRooms = (limits: BehaviourLimits): Rooms => ({
  hits: new HitRoom(limits.hits),
  moments: new Room(limits.moments),
  names: new Room(limits.names),
  logins: new Room(limits.logins),
  spreadLogins: new Room(limits.logins),
  siteMinutes: new Room(limits.siteMinutes),
  answers: new Answers(),
});
