import { carriageReturn } from './bytes';
import { candidateOf, nobody } from './candidates';
import { counters, span } from './counters';
import { line, noStatus } from './line-shape';
import { nextRecord } from './look-record';
import { siteEnd, siteOf, siteStart } from './look-site';
import { agentNames, inputStart, methodNames, refererNames } from './look-texts';
import { answerOf, countsAsOrdinary, numberOfTarget, pageOfQuery, sizeOf } from './ordinary';
import { endTimesOf } from './ordinary-times';
import { isProgramTarget } from './program-target';
import { readAgent } from './request';
import { addToSiteMinute } from './site-minutes';

/** Does this kernel look instead of counting? See `look`. */
export let isLooking: bool = false;
let fromEpoch: i64 = 0;
let toEpoch: i64 = 0;

export function lookFor(from: i64, to: i64): void {
  isLooking = true;
  fromEpoch = from;
  toEpoch = to;
}

/** Counts the request in `line`, which is [start, end), for its site; where a candidate made it, counts it for him or hands it over. */
export function lookAtLine(start: usize, end: usize): void {
  const epoch = line.epoch;
  if (epoch < fromEpoch || epoch > toEpoch) {
    counters.outside++;
    return;
  }
  counters.parsed++;
  span.add(epoch);
  const site = siteOf();
  const minute = <u32>(max<i64>(epoch, 0) / 60);
  const isServerError = line.status >= 500 && line.status < 600;
  addToSiteMinute(site, place(siteStart), place(siteEnd), minute, <u32>isProgramTarget(), <u32>isServerError);
  const candidate = candidateOf(line.addressStart, line.addressEnd);
  if (candidate != nobody) handOver(candidate, site, start, end);
}

/** From the beginning of the input. */
@inline
function place(at: usize): u32 {
  return <u32>(at - inputStart);
}

@inline
function handOver(candidate: u32, site: u32, start: usize, end: usize): void {
  readAgent(line.sizeEnd, end > start && load<u8>(end - 1) == carriageReturn ? end - 1 : end);
  const size = sizeOf(line.sizeStart, line.sizeEnd);
  const target = numberOfTarget();
  const referer = refererNames.numberOf(line.refererStart, line.refererEnd);
  const agent = agentNames.numberOf(line.agentStart, line.agentEnd);
  if (countsAsOrdinary(candidate, site, target, referer, agent, size)) return;
  endTimesOf(candidate);
  const record = nextRecord();
  record.epoch = <f64>line.epoch;
  record.size = size;
  record.candidate = candidate;
  record.status = line.status;
  record.method = methodNames.numberOf(line.methodStart, line.methodEnd);
  record.target = target;
  record.referer = referer;
  record.agent = agent;
  record.site = site;
  record.answer = answerOf(size);
  record.page = pageOfQuery;
  record.methodStart = place(line.methodStart);
  record.methodEnd = place(line.methodEnd);
  record.targetStart = place(line.targetStart);
  record.targetEnd = place(line.targetEnd);
  record.refererStart = place(line.refererStart);
  record.refererEnd = place(line.refererEnd);
  record.agentStart = place(line.agentStart);
  record.agentEnd = place(line.agentEnd);
  record.siteStart = place(siteStart);
  record.siteEnd = place(siteEnd);
  record.requestEnd = place(line.sizeStart) - (line.status == noStatus ? 4 : 6);
  record.lineStart = place(start);
  record.lineEnd = place(end);
}
