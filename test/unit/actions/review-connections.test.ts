import { describe, expect, it } from 'vitest';
import { reviewConnections } from '../../../src/actions/review-connections.ts';
import type { Problem } from '../../../src/model/problem.ts';
import { connection, listener, table } from '../classify/connections/rows.ts';

const everything = { top: null, address: null };

describe('a review of connections', () => {
  const rows = [listener('::', 443), connection(443, '198.51.100.7', 51_000)];

  it('hands on what the table says about itself', () => {
    const given = table(rows, { source: '/proc/net', takenAt: '2026-11-22T06:39:45.000Z', unparsedLines: 2, unparsedSamples: ['x', 'y'] });
    const problems: readonly Problem[] = [{ kind: 'owners-incomplete', processesRead: 10, processes: 900 }];
    expect(reviewConnections(given, everything, problems)).toMatchObject({
      takenAt: '2026-11-22T06:39:45.000Z',
      source: '/proc/net',
      total: 1,
      unparsed: 2,
      unparsedSamples: ['x', 'y'],
      problems,
      directionGuessed: false,
    });
  });

  it('says when it guessed the direction', () => {
    expect(reviewConnections(table(rows.slice(1)), everything)).toMatchObject({ directionGuessed: true, problems: [] });
  });

  it('is JSON as it stands', () => {
    const report = reviewConnections(table(rows), everything);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });
});
