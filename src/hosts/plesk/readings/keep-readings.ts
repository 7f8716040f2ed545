import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { failed, ok, type Result } from '../../../model/result.ts';
import { isRunning } from '../../../system/process-identity.ts';
import { mostReading, pageShape, type ReaderSide, readerSide, type ReadPage, toldShape } from './reader-side.ts';
import { isReadingKey, type ReadingFiles, readingFiles } from './reading-files.ts';
import { isSameOwner, type ReadingOwner } from './reading-owner.ts';
import { isOver, type ReadingState } from './reading-state.ts';

/** What was ordered; written once. */
export interface ReadingOrder extends ReadingOwner {
  readonly key: string;
  /** What is to be read, without the name of the reading. */
  readonly query: string;
  readonly madeEpoch: number;
}

/** Readings in the background: ordered, looked at, ended, kept for a while. */
export interface KeptReadings {
  /**
   * The one that is under way already where it is the same. Else why not: as many as may be are under way, of which some are kept
   * for administrators; nothing can be written.
   */
  order(owner: ReadingOwner, query: string, ofAdmin: boolean): Result<ReadingOrder, 'too-many' | 'not-written'>;
  /** The owner's own reading of that key; null also for one of somebody else. */
  find(key: string, owner: ReadingOwner): ReadingOrder | null;
  stateOf(key: string): ReadingState;
  pageOf(key: string): ReadPage | null;
  stop(key: string): void;
  /** Somebody wants to know: the process goes on. */
  hear(key: string): void;
  /**
   * Keeps what the process needs to know, and says whether to start it: not where one has it in hand, nor while as many as may read do,
   * or one of the same client does, unless it is an administrator. A process that waits costs as much memory as one that reads.
   */
  begin(key: string, question: string, ofAdmin: boolean): boolean;
  reader(key: string): ReaderSide;
  /** Removes what is older than its time. */
  sweep(): void;
}

const keptSeconds = 2 * 3600;
const mostInAll = 40;
const mostOfOne = 4;
/** A process that was started says so sooner. */
const startSeconds = 30;

const orderShape = z.object({ client: z.int(), reach: z.string(), key: z.string(), query: z.string(), madeEpoch: z.number() });

/** Null where nothing can be kept. `folder` is one of ours alone. */
export function keepReadings(folder: string, nowEpoch: () => number): KeptReadings | null {
  const opened = readingFiles(join(folder, 'readings'));
  if (!opened.ok) return null;
  const files = opened.value;
  const orderOf = (key: string): ReadingOrder | null => (isReadingKey(key) ? files.get(key, 'order', orderShape) : null);
  const stateOf = (key: string): ReadingState => stateIn(files, key, nowEpoch);

  const sweep = (): void => {
    for (const key of files.keys()) {
      const written = files.writtenEpoch(key, 'order');
      if (written === null || nowEpoch() - written > keptSeconds) files.remove(key);
    }
  };
  /** For one more, of as many as may be; false when all of them are under way. */
  const makeRoom = (orders: readonly ReadingOrder[], most: number): boolean => {
    if (orders.length < most) return true;
    const [oldest] = orders.filter(({ key }) => isOver(stateOf(key))).sort((one, other) => one.madeEpoch - other.madeEpoch);
    if (oldest !== undefined) files.remove(oldest.key);
    return oldest !== undefined;
  };
  const order: KeptReadings['order'] = ({ client, reach }, query, ofAdmin) => {
    sweep();
    const all = files.keys().flatMap((key) => orderOf(key) ?? []);
    const own = all.filter((each) => each.client === client);
    const same = own.find((each) => each.reach === reach && each.query === query && !isOver(stateOf(each.key)));
    if (same !== undefined) return ok(same);
    if (!makeRoom(own, mostOfOne) || !makeRoom(all, ofAdmin ? mostInAll + mostOfOne : mostInAll)) return failed('too-many');
    const made: ReadingOrder = { client, reach, key: randomBytes(16).toString('hex'), query, madeEpoch: nowEpoch() };
    return files.put(made.key, 'order', JSON.stringify(made)).ok ? ok(made) : failed('not-written');
  };

  const isInHand = (key: string): boolean => {
    const asked = files.writtenEpoch(key, 'question');
    return files.has(key, 'told') ? !isOver(stateOf(key)) : asked !== null && nowEpoch() - asked < startSeconds;
  };
  const begin: KeptReadings['begin'] = (key, question, ofAdmin) => {
    const inHand = files.keys().filter(isInHand);
    if (files.has(key, 'told') || inHand.includes(key) || inHand.length >= mostReading(ofAdmin)) return false;
    const client = orderOf(key)?.client;
    if (!ofAdmin && inHand.some((other) => orderOf(other)?.client === client)) return false;
    return files.put(key, 'question', question).ok;
  };
  /** One at a time, so that the limits hold whoever asks at once. */
  const alone = <T>(work: () => T): T | null => {
    const lock = files.lock('order');
    if (lock === null) return null;
    try {
      return work();
    } finally {
      lock.release();
    }
  };

  return {
    order: (owner, query, ofAdmin) => alone(() => order(owner, query, ofAdmin)) ?? failed('too-many'),
    find: (key, owner) => {
      const found = orderOf(key);
      if (found?.key !== key || !isSameOwner(found, owner)) return null;
      return nowEpoch() - found.madeEpoch <= keptSeconds ? found : null;
    },
    stateOf,
    pageOf: (key) => files.get(key, 'page', pageShape),
    stop: (key) => {
      if (!isOver(stateOf(key))) files.put(key, 'stop', '');
    },
    hear: (key) => {
      files.put(key, 'heard', '');
    },
    begin: (key, question, ofAdmin) => alone(() => begin(key, question, ofAdmin)) ?? false,
    reader: (key) => readerSide(files, key, nowEpoch),
    sweep,
  };
}

/** What the files of a reading add up to. */
function stateIn(files: ReadingFiles, key: string, nowEpoch: () => number): ReadingState {
  if (files.has(key, 'page')) return { is: 'done' };
  if (files.has(key, 'stop')) return { is: 'stopped', by: 'person' };
  const told = files.get(key, 'told', toldShape);
  const orderedEpoch = files.writtenEpoch(key, 'order') ?? nowEpoch();
  const waiting: ReadingState = { is: 'waiting', forSeconds: Math.max(0, Math.round(nowEpoch() - orderedEpoch)) };
  if (told === null) return waiting;
  if (told.state === 'unheard') return { is: 'stopped', by: 'panel' };
  if (told.state === 'broken') return { is: 'broken', why: told.why };
  if (!isRunning(told.reader)) return { is: 'broken', why: 'the process that read is gone' };
  return told.state === 'waiting' ? waiting : { is: 'reading', told };
}
