import { markOfAgent } from './agent-mark';
import { Batch, noSide, Row } from './batch';
import { clearCounters, counters, span } from './counters';
import { kindOf } from './kinds';
import { markOfRequest } from './known-kinds';
import { line, noStatus } from './line-shape';
import { addToStep } from './steps';
import { limitedSum } from './entry';
import { addresses, agents, fileNames, hosts, methods, pages } from './tables';
import {
  counted,
  countsAddresses,
  countsAgents,
  countsKinds,
  countsMethods,
  countsPages,
  countsSites,
  countsStatuses,
  countsSteps,
  isWanted,
  pageIsPath,
} from './question';

/** Requests by status: 0 … 999, and one more for `-`. */
export const statuses = memory.data((noStatus + 1) * 4, 16);

export function statusesAt(): usize {
  return statuses;
}

const incomingPages = changetype<Batch>(memory.data(offsetof<Batch>(), 16));
const incomingAddresses = changetype<Batch>(memory.data(offsetof<Batch>(), 16));

export function prepareTally(): void {
  incomingPages.prepare(pages, false);
  incomingAddresses.prepare(addresses, true);
}

export function clearTally(): void {
  clearCounters();
  incomingPages.clear();
  incomingAddresses.clear();
  memory.fill(statuses, 0, (noStatus + 1) * 4);
}

/** Counts the request in `line`, if it is one that was asked for. */
@inline
export function countLine(): void {
  const pageEnd = pageIsPath ? line.queryMark : line.targetEnd;
  if (!isWanted(pageEnd)) {
    counters.outside++;
    return;
  }
  counters.parsed++;
  span.add(line.epoch);
  const page = countPage(pageEnd);
  const marks = counted & countsAgents ? countAgent() : 0;
  if (counted & countsAddresses) {
    const asker = incomingAddresses.add(line.addressStart, line.addressEnd, noSide, marks);
    if (counted & countsKinds) askForKind(asker, page, pageEnd);
  }
  if (counted & countsStatuses) addStatus(line.status, 1);
  if (counted & countsSteps) addToStep(line.epoch, 1);
  countSite();
  // Both at once, pages first: they tell the addresses the kinds of their requests. Of `line` nothing is left then.
  if (incomingAddresses.isFull || incomingPages.isFull) flushTally();
}

/** Has the kind of the request in `line` told to the row of its address: by the row of its page, or at once. */
@inline
function askForKind(asker: Row, page: Row | null, pageEnd: usize): void {
  const isWhole = page !== null && pageEnd == line.targetEnd && page.length == pageEnd - line.targetStart;
  const mark = isWhole ? markOfRequest() : 0;
  if (mark == 0 || page === null) {
    asker.side = kindOf();
    return;
  }
  page.asker = changetype<usize>(asker);
  page.mark = mark;
  page.requestStart = line.methodStart;
}

/** Gives the agent's mark. */
@inline
function countAgent(): u32 {
  const agent = agents.add(line.agentStart, line.agentEnd, 1);
  const known = load<u32>(agent.sideAt(0));
  if (known != 0) return known;
  const mark = markOfAgent(agents.keyOf(agent), agent.length);
  agent.markSide(0, mark);
  return mark;
}

/** Gives the row that the page waits in, if it does. */
@inline
function countPage(pageEnd: usize): Row | null {
  if (line.targetStart == line.targetEnd) {
    counters.withoutPage++;
    return null;
  }
  if (counted & countsMethods) methods.addRepeated(line.methodStart, line.methodEnd);
  return counted & countsPages ? incomingPages.add(line.targetStart, pageEnd, noSide, 0) : null;
}

@inline
export function addStatus(status: u32, requests: u32): void {
  const at = statuses + (<usize>status << 2);
  store<u32>(at, limitedSum(load<u32>(at), requests));
}

@inline
function countSite(): void {
  if (line.hostEnd > line.hostStart) {
    if (counted & countsSites) hosts.addRepeated(line.hostStart, line.hostEnd);
  } else if (line.fileEnd > line.fileStart) {
    if (counted & countsSites) fileNames.addRepeated(line.fileStart, line.fileEnd);
  } else counters.withoutSite++;
}

/** Counts what waits in the batches: before the bytes they point to are moved. */
export function flushTally(): void {
  incomingPages.flush();
  incomingAddresses.flush();
}
