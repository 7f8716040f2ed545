import { backslash, blank, findFar, findQuoteOrFeed, lineFeed } from './bytes';
import { bracketOfCommonLine, toRequest } from './line';
import { line } from './line-shape';
import { blankQuote, endOfSize, readStatus } from './request';
import { splitCommonRequest } from './request-line';

/** ` HTTP/0.` and `0"` as numbers, the first byte lowest; in the masks, what the two digits may be is left out. */
const protocol: u64 = 0x2e30_2f50_5454_4820;
const protocolMask: u64 = 0xfffc_ffff_ffff_ffff;
const quoteAfterDigit: u16 = 0x2230;
const quoteAfterDigitMask: u16 = 0xfffe;
const protocolBytes: usize = 10;

/** `" "` between two fields, and what ends a line. */
const quoteBlankQuote: u32 = 0x22_20_22;
const quoteFeed: u16 = 0x0a22;

/**
 * Reads a line that is written as nearly all are, and finds its end on the way, so that its bytes are looked at once:
 *
 *     address - - [stamp] "GET /target HTTP/1.1" status size "referer" "agent"
 *
 * Gives the place of its line feed; the line is in `line` then, as `readLine` would have left it. 0 when it is written
 * otherwise in the least, or ends behind `end`: then its end must be looked for first.
 */
@inline
export function readCommonLine(start: usize, end: usize, wantsAgent: bool): usize {
  const bracket = bracketOfCommonLine(start, end);
  if (bracket == 0) return 0;
  const targetEnd = splitCommonRequest(bracket + toRequest, end);
  if (targetEnd == 0 || !isProtocol(targetEnd)) return 0;
  const statusEnd = load<u8>(targetEnd, protocolBytes) == blank ? readStatus(targetEnd + protocolBytes + 1, end) : 0;
  if (statusEnd == 0) return 0;
  const sizeEnd = endOfSize(statusEnd + 1, end);
  if (sizeEnd == 0 || load<u16>(sizeEnd) != blankQuote) return 0;
  line.sizeStart = statusEnd + 1;
  line.sizeEnd = sizeEnd;
  const feed = wantsAgent ? readFields(sizeEnd + 2, end) : findFar(lineFeed, sizeEnd + 2, end);
  return feed < end ? feed : 0;
}

/** ` HTTP/1.1"` and the like. */
@inline
function isProtocol(at: usize): bool {
  return (load<u64>(at) & protocolMask) == protocol && (load<u16>(at, 8) & quoteAfterDigitMask) == quoteAfterDigit;
}

/** From behind the referer's opening quote; gives the line feed behind the agent, or 0. */
@inline
function readFields(start: usize, end: usize): usize {
  const refererEnd = findQuoteOrFeed(start, end);
  if ((load<u32>(refererEnd) & 0xffffff) != quoteBlankQuote || load<u8>(refererEnd - 1) == backslash) return 0;
  const agent = refererEnd + 3;
  const agentEnd = findQuoteOrFeed(agent, end);
  if (load<u16>(agentEnd) != quoteFeed || load<u8>(agentEnd - 1) == backslash) return 0;
  line.refererStart = start;
  line.refererEnd = refererEnd;
  line.agentStart = agent;
  line.agentEnd = agentEnd;
  return agentEnd + 1;
}
