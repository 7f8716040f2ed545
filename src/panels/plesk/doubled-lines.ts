/** How many lines of Apache's log could be looked for in nginx's, and how many were found there. */
export interface Doubled {
  readonly compared: number;
  readonly found: number;
  /** From how many addresses those came that were found and answered without an error. */
  readonly addresses: number;
}

interface Hit {
  readonly epoch: number;
  readonly address: string;
  readonly status: number;
  /** Who asked for what, and what was answered: the same in both logs, while protocol and size are those of each server's own connection. */
  readonly key: string;
}

/** nginx writes a line when it has answered, Apache notes when it was asked. */
const laterSeconds = 3;

/**
 * Looks for lines of Apache's log in nginx's: the same address, method, path, status and user agent within seconds, each line of nginx's
 * good for one. Only lines of a time that nginx's piece covers can be looked for. Both texts are ends of combined logs; a cut first
 * line is none.
 */
export function doubledLines(apache: string, nginx: string): Doubled {
  const there = hitsIn(nginx);
  const [first, last] = [there[0], there.at(-1)];
  if (first === undefined || last === undefined) return { compared: 0, found: 0, addresses: 0 };
  const waiting = new Map<string, number[]>();
  for (const { key, epoch } of there) {
    const epochs = waiting.get(key);
    if (epochs === undefined) waiting.set(key, [epoch]);
    else epochs.push(epoch);
  }
  const comparable = hitsIn(apache).filter(({ epoch }) => epoch > first.epoch && epoch + laterSeconds <= last.epoch);
  let found = 0;
  const addresses = new Set<string>();
  for (const { key, epoch, address, status } of comparable) {
    const epochs = waiting.get(key) ?? [];
    const at = epochs.findIndex((each) => each >= epoch && each <= epoch + laterSeconds);
    if (at < 0) continue;
    epochs.splice(at, 1);
    found++;
    if (status < 400) addresses.add(address);
  }
  return { compared: comparable.length, found, addresses: addresses.size };
}

const hitsIn = (text: string): readonly Hit[] =>
  text
    .split('\n')
    .slice(1, -1)
    .flatMap((line) => hitIn(line) ?? []);

/** `203.0.113.7 - - [22/Nov/2026:06:39:45 +0000] "GET /x HTTP/1.1" 200 5 "-" "agent"`; undefined for anything else. */
function hitIn(line: string): Hit | undefined {
  const time = line.indexOf('[');
  const request = line.indexOf('] "', time);
  const address = line.slice(0, line.indexOf(' '));
  const agentEnd = line.lastIndexOf('"');
  const agent = line.lastIndexOf('"', agentEnd - 1);
  if (time < 0 || request < 0 || agent <= request + 3) return undefined;
  const status = answered.exec(line.slice(request + 3, agent))?.[1];
  const epoch =
    Date.parse(
      line
        .slice(time + 1, request)
        .replace(':', ' ')
        .replaceAll('/', ' '),
    ) / 1000;
  const [method, target] = line.slice(request + 3).split(' ', 2);
  if (Number.isNaN(epoch) || status === undefined) return undefined;
  return { epoch, address, status: Number(status), key: [address, method, target, status, line.slice(agent, agentEnd)].join('\n') };
}

/** Behind the request; whatever a referer says stands behind it, and no request holds a plain quote. */
const answered = /^[^"]*" (\d{3}) (?:\d+|-) /;
