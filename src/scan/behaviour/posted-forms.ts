import type { PostedForm } from '../../model/behaviour.ts';
import type { SeenLine } from './seen-line.ts';
import type { SiteLoad } from './site-load.ts';
import type { TargetFacts } from './target-facts.ts';

/** Whoever asks for more different pages looks around, and so does whoever asks so often for pages without posting to them. */
const mostPages = 8;
const mostOthers = 2_000;

/** One page of one site, as one address asked for it. Sums only, so that the order of the lines does not matter. */
interface Page {
  readonly site: string | null;
  readonly path: string;
  posts: number;
  others: number;
  refused: number;
  withoutReferer: number;
  fromItself: number;
  /** Of the sizes of the answers to its posts, and of their squares. */
  bytes: number;
  squares: number;
  firstEpoch: number;
  lastEpoch: number;
}

/** What one address posted to, as long as it asks for a handful of pages and nothing else. */
export class PostedForms {
  #pages: Map<string, Page> | null = new Map();
  #lastFacts: TargetFacts | null = null;
  #lastLoad: SiteLoad | null = null;
  #last: Page | null = null;
  #others = 0;

  /** Whether more requests can tell anything more. */
  get wantsMore(): boolean {
    return this.#pages !== null;
  }

  /** A request for anything but an image, a style and the like. */
  add(seen: SeenLine): void {
    if (this.#pages === null) return;
    const page = this.#pageOf(seen, this.#pages);
    if (page === null) return;
    if (seen.method !== 'POST') {
      page.others++;
      if (++this.#others > mostOthers) this.#close();
      return;
    }
    const size = seen.sizeBytes ?? 0;
    page.posts++;
    if (seen.status !== null && seen.status >= 400 && seen.status < 500) page.refused++;
    if (seen.referer === '-') page.withoutReferer++;
    else if (pathOf(seen.referer) === page.path) page.fromItself++;
    page.bytes += size;
    page.squares += size * size;
    page.firstEpoch = Math.min(page.firstEpoch, seen.epoch);
    page.lastEpoch = Math.max(page.lastEpoch, seen.epoch);
  }

  /** Most posts first; nothing of an address that asked for many pages. */
  result(): readonly PostedForm[] {
    return [...(this.#pages?.values() ?? [])]
      .filter(({ posts }) => posts > 0)
      .map(({ bytes, squares, ...page }): PostedForm => {
        const meanBytes = bytes / page.posts;
        return { ...page, meanBytes, deviationBytes: Math.sqrt(Math.max(0, squares / page.posts - meanBytes * meanBytes)) };
      })
      .sort((a, b) => b.posts - a.posts || (`${a.path} ${a.site ?? ''}` < `${b.path} ${b.site ?? ''}` ? -1 : 1));
  }

  #close(): void {
    this.#pages = this.#last = this.#lastFacts = this.#lastLoad = null;
  }

  #pageOf({ method, target: { facts, logged }, load }: SeenLine, pages: Map<string, Page>): Page | null {
    const action = method === 'POST' && facts.path === '/' ? shopAction(logged) : '';
    if (facts === this.#lastFacts && load === this.#lastLoad && action === '') return this.#last;
    const path = `${facts.path}${action}`;
    const key = `${String(load.number)} ${path}`;
    let page = pages.get(key);
    if (page === undefined) {
      if (pages.size === mostPages) {
        this.#close();
        return null;
      }
      page = newPage(load.name, path);
      pages.set(key, page);
    }
    if (action !== '') return page;
    this.#lastFacts = facts;
    this.#lastLoad = load;
    this.#last = page;
    return page;
  }
}

/** All that a shop of WooCommerce does is sent to its front page: `?wc-ajax=checkout`. */
const shopAction = (logged: string): string => /[?&](wc-ajax=[a-z_]{1,40})(?:&|$)/.exec(logged)?.[1]?.replace(/^/, '?') ?? '';

const newPage = (site: string | null, path: string): Page => ({
  ...{ site, path, posts: 0, others: 0, refused: 0, withoutReferer: 0, fromItself: 0, bytes: 0, squares: 0 },
  ...{ firstEpoch: Infinity, lastEpoch: -Infinity },
});

/** The path of a referer, as `readTarget` would fold it where nothing in it is escaped; null where it is no page's. */
function pathOf(referer: string): string | null {
  const path = /^https?:\/\/[^/?#]{1,300}([^?#]{0,300})/i.exec(referer)?.[1];
  if (path === undefined) return null;
  const names = path.split('/').filter((name) => name !== '');
  return `/${names.join('/').toLowerCase()}`;
}
