/**
 * The article's yardstick, "ten times as many requests as other pages", made honest.
 *
 * Its peers are the busiest other pages, not the long tail of pages that were asked for once, and what is typical among
 * them is their lower quartile, so that a second attacked page does not hide the first. The front page is never marked.
 * A file that pages draw in (image, style, script, font) is asked for with each view of them, so it is marked only when
 * it has ten times the requests of the busiest page itself.
 */
const times = 10;
const peerCount = 20;
/** Below this many requests nothing stands out, whatever the ratio. */
const fewestRequests = 20;

/** How many of the busiest pages have to be known to judge them. */
export const pagesToJudge = 100;

export interface PageCount {
  readonly page: string;
  readonly requests: number;
}

export interface OutlierMark {
  readonly typicalRequests: number;
  readonly fromRequests: number;
}

export interface OutlierJudgement {
  readonly mark: OutlierMark | null;
  readonly isOutlier: (page: PageCount) => boolean;
}

/** @param pages the busiest pages, most requests first; at least {@link pagesToJudge} of them where there are so many */
export function judgeOutliers(pages: readonly PageCount[]): OutlierJudgement {
  const candidates = pages.filter(({ page }) => !isFrontPage(page) && !isServerItself(page));
  const busiestPage = pages.find(({ page }) => !isDrawnIn(page))?.requests ?? null;
  // The busiest page is measured against the others, and all by the same measure, so that what is said of the mark holds.
  const peers = candidates.slice(1, peerCount + 1);
  const typical = lowerQuartile(peers.map((peer) => peer.requests));
  const isOutlier = (judged: PageCount): boolean => {
    if (isFrontPage(judged.page) || isServerItself(judged.page) || judged.requests < fewestRequests) return false;
    const measure = isDrawnIn(judged.page) ? busiestPage : typical;
    return measure !== null && judged.requests >= times * measure;
  };
  const mark = typical === null ? null : { typicalRequests: typical, fromRequests: Math.max(fewestRequests, times * typical) };
  return { mark, isOutlier };
}

function lowerQuartile(descending: readonly number[]): number | null {
  return descending[Math.floor((descending.length * 3) / 4)] ?? null;
}

const withoutQuery = (page: string): string => page.split('?', 1)[0] ?? page;

const isFrontPage = (page: string): boolean => /^\/*(index\.(php|html?|aspx?))?$/i.test(withoutQuery(page));

/** `OPTIONS *`: Apache talks to itself to wake idle workers (its "internal dummy connection"). */
const isServerItself = (page: string): boolean => page === '*';

const drawnIn = /\.(css|js|mjs|map|png|jpe?g|gif|webp|avif|svg|ico|bmp|woff2?|ttf|otf|eot|mp4|webm|mp3|ogg|wasm|webmanifest)$/i;

const isDrawnIn = (page: string): boolean => drawnIn.test(withoutQuery(page)) || /^\/robots\.txt$/i.test(withoutQuery(page));
