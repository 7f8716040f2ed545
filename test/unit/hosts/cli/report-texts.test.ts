import { describe, expect, it } from 'vitest';
import type { AccessQuestion, ErrorQuestion } from '../../../../src/actions/reviews.ts';
import { connectionsText } from '../../../../src/hosts/cli/connections-text.ts';
import { errorsText } from '../../../../src/hosts/cli/errors-text.ts';
import { pagesText } from '../../../../src/hosts/cli/pages-text.ts';
import type { Terminal } from '../../../../src/hosts/cli/terminal.ts';
import { reviewConnections } from '../../../../src/actions/review-connections.ts';
import { ok } from '../../../../src/model/result.ts';
import { readGivenSockets } from '../../../../src/sources/sockets/read-given.ts';
import { fakeNowMs, fakeReviews } from '../../../browser/fake-reviews.ts';

const terminal: Terminal = {
  write: () => undefined,
  writeError: () => undefined,
  columns: null,
  colours: false,
  showsProgress: false,
  timeZone: 'UTC',
  now: () => fakeNowMs,
};
const reviews = fakeReviews();

describe('the text of pages', () => {
  const question: AccessQuestion = { window: '24h', key: 'target', site: null, address: null, page: null, top: 3 };

  it('says of each list by how much its counts may be too low', async () => {
    const report = { ...(await reviews.access(question)), countErrorBound: { pages: 0, addresses: 7, sites: 0, agents: 2 } };
    const text = pagesText(report, question, terminal);
    expect(text).toMatch(/^Addresses \(the 3 busiest of \d+ or more\); each count may be up to 7 too low$/m);
    expect(text).toMatch(/^User agents .*each count may be up to 2 too low$/m);
    expect(text).toMatch(/^Pages \(the 3 busiest of \d+\)$/m);
  });

  it('says how many lines were judged by their beginning', async () => {
    const report = { ...(await reviews.access(question)), cutLines: 4 };
    expect(pagesText(report, question, terminal)).toContain('4 lines too long and judged by the beginning');
  });
});

describe('the text of errors', () => {
  const question: ErrorQuestion = { window: '24h', site: null, address: null, top: null };

  it('counts the errors of the groups that are not listed too', async () => {
    const all = await reviews.errors(question);
    const total = all.groups.reduce((sum, group) => sum + group.count, 0).toLocaleString('en-US');
    const two = await reviews.errors({ ...question, top: 2 });
    expect(two.groups).toHaveLength(2);
    expect(errorsText(two, { ...question, top: 2 }, terminal)).toContain(`Errors: ${total} in `);
  });

  it('speaks of errors where there are none', async () => {
    const none = { ...(await reviews.errors(question)), from: null, to: null };
    expect(errorsText(none, question, terminal)).toMatch(/^no errors · /m);
  });
});

describe('the text of connections', () => {
  const show = (rows: readonly string[], top: number | null): string => {
    const { table, problems } = readGivenSockets([{ name: 'saved', read: ok(Buffer.from(rows.join('\n'))) }]);
    return connectionsText(reviewConnections(table, { top, address: null }, problems), 'everything', terminal);
  };
  const row = (local: string, peer: string): string => `tcp 0 0 ${local} ${peer} ESTABLISHED`;
  const rows = [
    'tcp 0 0 0.0.0.0:80 0.0.0.0:* LISTEN',
    row('192.0.2.1:80', '203.0.113.7:4000'),
    row('192.0.2.1:80', '192.0.2.9:4000'),
    row('192.0.2.1:80', '192.0.2.1:4001'),
    row('192.0.2.1:4001', '192.0.2.1:80'),
  ];

  it('calls no list cut only because the machine itself is listed apart', () => {
    expect(show(rows, null)).toMatch(/^By address$/m);
    expect(show(rows, 1)).toMatch(/^By address \(the 1 busiest of 2\)$/m);
  });

  it('tells the part of a subnet that is this machine from the rest of it', () => {
    expect(show(rows, null)).toMatch(/^ +1 +1 {2}192\.0\.2\.0\/24$/m);
    expect(show(rows, null)).toMatch(/^ +2 +1 {2}192\.0\.2\.0\/24 \(this server\)$/m);
  });

  it('guesses no direction where there is nothing to guess', () => {
    expect(show([], null)).not.toContain('guessed');
    expect(show(rows.slice(1), null)).toContain('guessed');
  });
});
