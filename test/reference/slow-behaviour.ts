import type { PostedForm, UserNames } from '../../src/model/behaviour.ts';
import { KnownAgents } from '../../src/scan/behaviour/known-agents.ts';
import { signsOf } from '../../src/scan/behaviour/signs-of-request.ts';
import { factsOf } from '../../src/scan/behaviour/known-targets.ts';

/** One line of a log, as a test makes it up. */
export interface MadeRequest {
  readonly address: string;
  /** `-` where it gave none. */
  readonly user: string;
  readonly epoch: number;
  readonly method: string;
  readonly target: string;
  readonly status: number;
  readonly size: string;
  readonly referer: string;
  readonly agent: string;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (number: number): string => String(number).padStart(2, '0');

export function combinedLine({ address, user, epoch, method, target, status, size, referer, agent }: MadeRequest): string {
  const at = new Date(epoch * 1000);
  const day = `${two(at.getUTCDate())}/${months[at.getUTCMonth()] ?? ''}/${String(at.getUTCFullYear())}`;
  const time = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`;
  return `${address} - ${user} [${day}:${time} +0000] "${method} ${target} HTTP/1.1" ${String(status)} ${size} "${referer}" "${agent}"\n`;
}

/** Most of anything within any `seconds` seconds, by looking from each request on. */
const mostFrom = (requests: readonly MadeRequest[], seconds: number, measure: (inside: readonly MadeRequest[]) => number): number =>
  Math.max(0, ...requests.map(({ epoch }) => measure(requests.filter((other) => other.epoch >= epoch && other.epoch < epoch + seconds))));

const counted = (names: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
};

const distinct = (names: readonly unknown[]): number => new Set(names).size;

const pageOf = ({ target }: MadeRequest): string => target.split('?')[0] ?? '';

const topPaths = (requests: readonly MadeRequest[]): { path: string; requests: number }[] =>
  Object.entries(counted(requests.map(pageOf)))
    .map(([path, count]) => ({ path, requests: count }))
    .sort((a, b) => b.requests - a.requests || (a.path < b.path ? -1 : 1))
    .slice(0, 20);

/** What one address did on one site, worked out the slow and obvious way. */
export function slowBehaviour(requests: readonly MadeRequest[], site: string) {
  const agents = new KnownAgents();
  const signs = requests.flatMap((request) => {
    const seen = { ...request, request: '', sizeBytes: request.size === '-' ? null : Number(request.size), site };
    return signsOf(seen, factsOf(request.target), agents.factsOf(request.agent)).map(({ sign, what }) => ({
      sign,
      what,
      epoch: request.epoch,
    }));
  });
  return {
    requests: requests.length,
    firstEpoch: Math.min(...requests.map(({ epoch }) => epoch)),
    lastEpoch: Math.max(...requests.map(({ epoch }) => epoch)),
    statuses: counted(requests.map(({ status }) => String(status))),
    methods: counted(requests.map(({ method }) => method)),
    distinctAgents: distinct(requests.map(({ agent }) => agent)),
    frontPages: requests.filter((made) => ['/', '/index.php'].includes(pageOf(made))).length,
    cronCalls: requests.filter((made) => pageOf(made).endsWith('/wp-cron.php')).length,
    refusedPaths: topPaths(requests.filter(({ status }) => status >= 400 && status < 500)),
    distinctRefusedPaths: distinct(requests.filter(({ status }) => status >= 400 && status < 500).map(pageOf)),
    paths: topPaths(requests),
    mostPerMinute: mostFrom(requests, 60, (inside) => inside.length),
    mostPerTenMinutes: mostFrom(requests, 600, (inside) => inside.length),
    mostAgentsPerMinute: mostFrom(requests, 60, (inside) => distinct(inside.map(({ agent }) => agent))),
    userNames: slowNames(requests),
    forms: slowForms(requests, site),
    signs: counted(signs.map(({ sign }) => sign)),
    minutes: Object.entries(counted(requests.map(({ epoch }) => String(Math.floor(epoch / 60) * 60))))
      .map(([fromEpoch, count]) => ({ fromEpoch: Number(fromEpoch), requests: count }))
      .sort((a, b) => a.fromEpoch - b.fromEpoch),
    loginsAfterFailures: slowLogins(requests),
  };
}

/** What a POST to the front page asks a shop to do. */
const shopAction = ({ method, target }: MadeRequest): string =>
  method === 'POST' && target.startsWith('/?wc-ajax=') ? `?${target.split(/[?&]/)[1] ?? ''}` : '';

/** Pages that were posted to, where there are at most eight. */
function slowForms(requests: readonly MadeRequest[], site: string): readonly Partial<PostedForm>[] {
  const pages = requests
    .map((made) => ({ ...made, facts: factsOf(made.target) }))
    .filter(({ facts }) => !facts.isAsset)
    .map((made) => ({ ...made, path: made.facts.path + shopAction(made) }));
  const paths = [...new Set(pages.map(({ path }) => path))];
  if (paths.length > 8) return [];
  return paths
    .map((path) => {
      const all = pages.filter((made) => made.path === path);
      const posts = all.filter(({ method }) => method === 'POST');
      const sizes = posts.map(({ size }) => (size === '-' ? 0 : Number(size)));
      return {
        ...{ site, path, posts: posts.length, others: all.length - posts.length },
        refused: posts.filter(({ status }) => status >= 400 && status < 500).length,
        withoutReferer: posts.filter(({ referer }) => referer === '-').length,
        fromItself: posts.filter(({ referer }) => path === '/' && referer === 'https://alice.example/').length,
        meanBytes: sizes.reduce((sum, size) => sum + size, 0) / posts.length,
      };
    })
    .filter(({ posts }) => posts > 0)
    .sort((a, b) => b.posts - a.posts || (a.path < b.path ? -1 : 1));
}

/** Names refused and never let in, and those let in. */
function slowNames(requests: readonly MadeRequest[]): UserNames {
  const named = requests.filter(({ user }) => user !== '-');
  const folderOf = (made: MadeRequest): string => pageOf(made).slice(1).split('/')[0]?.toLowerCase() ?? '';
  const isWinding = (made: MadeRequest): boolean =>
    pageOf(made)
      .split('/')
      .slice(1, -1)
      .some((part) => ['', '.', '..'].includes(part) || part.toLowerCase().startsWith('%2e'));
  const asking = named.filter((made) => made.status === 401 && !isWinding(made)).map(folderOf);
  const isOpened = (made: MadeRequest): boolean => asking.length === 0 || asking.includes('') || asking.includes(folderOf(made));
  const letIn = new Set(named.filter((made) => made.status === 200 && !isWinding(made) && isOpened(made)).map(({ user }) => user));
  const refused = named.filter(({ user, status }) => (status === 401 || status === 403) && !letIn.has(user));
  const names = new Set(refused.map(({ user }) => user));
  const guessed = [...names].filter((name) => name === 'admin' || name === 'root');
  return { refused: names.size, tries: refused.length, guessed: guessed.sort(), letIn: letIn.size };
}

/** The first 302 that three or more refusals stand right before, unless ten or more 302 follow one another. */
function slowLogins(requests: readonly MadeRequest[]): { epoch: number; failuresBefore: number }[] {
  const guesses = requests
    .filter(
      ({ method, target, status, size }) =>
        method === 'POST' &&
        ((target === '/wp-login.php' && (status === 302 || status === 200 || (status >= 400 && status < 500))) ||
          (target === '/wp-login.php?action=logout' && status === 200 && Number(size) >= 1_000)),
    )
    .map(({ epoch, status }) => ({ epoch, isIn: status === 302 }))
    .sort((a, b) => a.epoch - b.epoch || Number(a.isIn) - Number(b.isIn));
  const text = guesses.map(({ isIn }) => (isIn ? '+' : '-')).join('');
  for (const { index, 0: run } of text.matchAll(/-{3,}(?=\+)/g)) {
    const success = index + run.length;
    if (!text.slice(success).startsWith('++++++++++')) return [{ epoch: guesses[success]?.epoch ?? NaN, failuresBefore: run.length }];
  }
  return [];
}
