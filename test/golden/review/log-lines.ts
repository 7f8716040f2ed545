/** Small access logs, written as stories: who asks for what, from when on, how often. */
const noonEpoch = Date.UTC(2026, 10, 22, 12) / 1000;

export interface Visit {
  readonly address: string;
  /** Logged before the address, as in Apache's vhost_combined; left out where the log is one site's. */
  readonly site?: string;
  /** By the number of the request; left out where nobody says who they are. */
  readonly user?: (number: number) => string;
  /** Seconds after noon of the first request, and between two. */
  readonly from?: number;
  readonly every?: number;
  readonly times?: number;
  readonly method?: string;
  /** By the number of the request. */
  readonly target: string | ((number: number) => string);
  readonly status?: number | ((number: number) => number);
  readonly size?: number;
  readonly agent?: string | ((number: number) => string);
  readonly referer?: string;
}

export const browser = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';
export const googlebot = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)';

/** The same lines in the common format, which names neither user agents nor referers. */
export const common = (log: string): string => log.replace(/ "[^"]*" "[^"]*"$/gm, '');

/** The lines of some visits, in order of time, in Apache's combined format. */
export const logOf = (visits: readonly Visit[]): string =>
  visits
    .flatMap(linesOf)
    .sort((a, b) => a.epoch - b.epoch)
    .map(({ line }) => `${line}\n`)
    .join('');

function linesOf(visit: Visit): { epoch: number; line: string }[] {
  const {
    address,
    from = 0,
    every = 1,
    times = 1,
    method = 'GET',
    target,
    status = 200,
    size = 4523,
    agent = browser,
    referer = '-',
  } = visit;
  return Array.from({ length: times }, (_, number) => {
    const epoch = noonEpoch + from + number * every;
    const path = typeof target === 'string' ? target : target(number);
    const answer = typeof status === 'number' ? status : status(number);
    const user = visit.user?.(number) ?? '-';
    const name = typeof agent === 'string' ? agent : agent(number);
    return {
      epoch,
      line: `${visit.site === undefined ? '' : `${visit.site}:443 `}${address} - ${user} [${stampOf(epoch)}] "${method} ${path} HTTP/1.1" ${String(answer)} ${String(size)} "${referer}" "${name}"`,
    };
  });
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function stampOf(epoch: number): string {
  const [date = '', time = ''] = new Date(epoch * 1000).toISOString().split('T');
  const [year, month, day] = date.split('-');
  return `${day ?? ''}/${months[Number(month) - 1] ?? ''}/${year ?? ''}:${time.slice(0, 8)} +0000`;
}

/** A person who looks around: pages with what they draw in. */
export const reader = (address: string, from = 0): readonly Visit[] => [
  { address, from, every: 40, times: 6, target: (number) => `/article-${String(number)}/` },
  { address, from: from + 1, every: 40, times: 6, target: '/wp-content/themes/plain/style.css', referer: 'https://alice.example/' },
  { address, from: from + 1, every: 40, times: 6, target: (number) => `/wp-content/uploads/photo-${String(number)}.jpg` },
];
