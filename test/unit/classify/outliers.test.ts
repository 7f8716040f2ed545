import { describe, expect, it } from 'vitest';
import { judgeOutliers, type PageCount } from '../../../src/classify/outliers.ts';

/** Pages that a site of some size has: the busiest first. */
const peers = (...requests: readonly number[]): PageCount[] =>
  requests.map((count, at) => ({ page: `/page-${String(at)}/`, requests: count }));

function marked(...pages: readonly PageCount[]): string[] {
  const sorted = [...pages].sort((a, b) => b.requests - a.requests);
  const { isOutlier } = judgeOutliers(sorted);
  return sorted.filter(isOutlier).map(({ page }) => page);
}

const usual = peers(60, 50, 50, 45, 40, 38, 36, 30, 30, 30, 28, 25, 25, 22, 20, 20, 20, 18, 15, 15, 12, 10, 10, 3, 2, 1, 1, 1);

describe('a page that stands out', () => {
  it('has ten times the requests of its peers', () => {
    expect(marked({ page: '/wp-login.php', requests: 2000 }, ...usual)).toEqual(['/wp-login.php']);
    expect(marked({ page: '/busy', requests: 150 }, ...usual)).toEqual([]);
  });

  it('is not hidden by a second one', () => {
    expect(marked({ page: '/wp-login.php', requests: 2000 }, { page: '//xmlrpc.php', requests: 1900 }, ...usual)).toEqual([
      '/wp-login.php',
      '//xmlrpc.php',
    ]);
  });

  it('is not made by a long tail of pages that were asked for once', () => {
    const tail = Array.from({ length: 100 }, (_, at) => ({ page: `/once-${String(at)}`, requests: 1 }));
    expect(marked(...usual, ...tail)).toEqual([]);
  });

  it('is never the front page, whatever its query or its name', () => {
    for (const page of ['/', '//', '/index.php', '/index.html', '/?utm_source=x', '/index.php?a=b', '/INDEX.PHP', '']) {
      expect(marked({ page, requests: 100_000 }, ...usual), page).toEqual([]);
    }
  });

  it('is a page below a front page all the same', () => {
    for (const page of ['/blog/index.php', '/index.php/wp-login', '/index.phpx'])
      expect(marked({ page, requests: 5000 }, ...usual)).toEqual([page]);
  });

  it('is no file that every page draws in, unless it has ten times the busiest page', () => {
    const front = { page: '/', requests: 900 };
    expect(marked(front, { page: '/style.css?v=3', requests: 1500 }, { page: '/logo.png', requests: 1500 }, ...usual)).toEqual([]);
    expect(marked(front, { page: '/big.jpg', requests: 9000 }, ...usual)).toEqual(['/big.jpg']);
  });

  it('does not exist on a quiet server', () => {
    expect(marked({ page: '/a', requests: 19 }, ...peers(1, 1, 1, 1))).toEqual([]);
    expect(marked({ page: '/a', requests: 20 }, ...peers(1, 1, 1, 1))).toEqual(['/a']);
  });

  it('does not exist where there is nothing to compare with', () => {
    expect(marked({ page: '/a', requests: 5000 })).toEqual([]);
    expect(judgeOutliers([]).mark).toBeNull();
    expect(
      judgeOutliers([
        { page: '/', requests: 5000 },
        { page: '/a', requests: 5000 },
      ]).mark,
    ).toBeNull();
  });

  it('can be told with one other page', () => {
    expect(marked({ page: '/a', requests: 5000 }, { page: '/b', requests: 5 })).toEqual(['/a']);
  });
});

describe('what is said of the mark', () => {
  it('holds for every page: marked from so many requests on, and not before', () => {
    const lists = [
      usual,
      peers(45, 9, 9, 9, 4),
      peers(100, 9, 1),
      peers(500, 400, 300, 200, 100, 50, 40, 30, 20, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1),
      peers(5000, 5),
      peers(30, 30, 30),
    ];
    for (const pages of lists) {
      const { mark, isOutlier } = judgeOutliers(pages);
      expect(mark).not.toBeNull();
      for (const page of pages) expect(isOutlier(page)).toBe(page.requests >= (mark?.fromRequests ?? NaN));
    }
  });

  it('is in whole requests', () => {
    expect(judgeOutliers([{ page: '/wp-login.php', requests: 2000 }, ...usual]).mark).toEqual({ typicalRequests: 20, fromRequests: 200 });
  });

  it('never marks *, which Apache asks itself to wake its workers', () => {
    const pages = [
      { page: '*', requests: 5000 },
      { page: '/a', requests: 30 },
      { page: '/b', requests: 20 },
    ];
    const { isOutlier, mark } = judgeOutliers(pages);
    expect(pages.filter(isOutlier)).toEqual([]);
    expect(mark?.typicalRequests).toBeLessThanOrEqual(30);
  });
});
