import { Answers } from './answered.ts';
import { HitRoom, mostHits, numbersOfTexts } from './kept-hits.ts';
import { Hand } from './list-at-hand.ts';
import { LoginRoom } from './login-room.ts';
import { ownWords } from './own-words.ts';
import { Room } from './room.ts';
import { Texts } from './texts.ts';

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
  /** Lines kept to be shown, beside the first of each sign. */
  readonly samples: number;
  /** Different texts of signs kept one by one, and different paths. */
  readonly texts: number;
  /** Minutes with requests of all sites. */
  readonly siteMinutes: number;
  /** Addresses that only error logs name. */
  readonly errorAddresses: number;
}

/** Next to nothing on an ordinary day; under a flood, a hundred megabytes at most. */
export const behaviourLimits: BehaviourLimits = {
  hits: mostHits,
  moments: 2_000_000,
  names: 600_000,
  logins: 400_000,
  samples: 16_000,
  texts: 65_536,
  siteMinutes: 1_000_000,
  errorAddresses: 4_096,
};

/** Of all texts of one kind together: paths are cut to 300 characters, most are much shorter. */
const textCharacters = 6 * 1024 * 1024;
const mostMethods = 1_024;
/** Paths are counted in numbers below 2³². */
const firstPathHash = 2 ** 31;

/** What all addresses share. */
export interface Rooms {
  readonly hand: Hand;
  readonly hits: HitRoom;
  readonly moments: Room;
  readonly names: Room;
  readonly logins: LoginRoom;
  readonly spreadLogins: Room;
  readonly samples: Room;
  readonly siteMinutes: Room;
  readonly methods: Texts;
  /** Of pages, for the counts of each address. */
  readonly paths: Texts;
  readonly answers: Answers;
}

export function openRooms(limits: BehaviourLimits): Rooms {
  const hand = new Hand();
  return {
    hand,
    hits: new HitRoom(textsOfHits(limits), hand, limits.hits),
    moments: new Room(limits.moments),
    names: new Room(limits.names),
    logins: new LoginRoom(limits.logins),
    spreadLogins: new Room(limits.logins),
    samples: new Room(limits.samples),
    siteMinutes: new Room(limits.siteMinutes),
    methods: new Texts(mostMethods, textCharacters),
    paths: new Texts(limits.texts, textCharacters, firstPathHash),
    answers: new Answers(),
  };
}

function textsOfHits({ texts: most }: BehaviourLimits): Texts {
  const texts = new Texts(most + ownWords.length, textCharacters, numbersOfTexts / 2);
  for (const word of ownWords) texts.numberOf(word);
  return texts;
}
