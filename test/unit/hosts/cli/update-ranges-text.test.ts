import { expect, it } from 'vitest';
import { rangesText } from '../../../../src/hosts/cli/update-ranges-command.ts';
import type { Terminal } from '../../../../src/hosts/cli/terminal.ts';
import type { UpdatedList } from '../../../../src/model/ranges-report.ts';
import { givenRange } from '../../../given-address.ts';

const terminal: Terminal = {
  write: () => undefined,
  writeError: () => undefined,
  columns: null,
  colours: false,
  showsProgress: false,
  timeZone: 'UTC',
  now: () => 0,
};
const list = (service: string, rest: Partial<UpdatedList>): UpdatedList => ({
  service,
  publisher: 'P',
  outcome: 'kept',
  date: '2026-01-01',
  prefixes: 7,
  prefixesBefore: 5,
  why: null,
  ...rest,
});
const text = (...lists: UpdatedList[]): string => rangesText({ takenAt: '2026-11-22T12:00:00.000Z', lists, problem: null }, terminal);

it('shows the date and the outcome of every list, and why one was kept', () => {
  const shown = text(
    list('One', { outcome: 'taken', date: '2026-11-22' }),
    list('Two', { why: { kind: 'too-wide', range: givenRange('0.0.0.0/0') } }),
    list('Three', { why: { kind: 'size-changed', what: 'ipv4', was: 12, is: 4000 } }),
    list('Four', { why: { kind: 'request-failed', to: 'https://four.example/', code: 'ENOTFOUND' } }),
  );
  expect(shown).toMatch(/One +7 +5 +2026-11-22 +new\n/);
  expect(shown).toMatch(/Two +7 +5 +2026-01-01 +kept the old\n/);
  expect(shown).toContain('Two: 0.0.0.0/0 is wider than the network of any service.');
  expect(shown).toContain('Three: The number of /24 networks changed from 12 to 4,000, which is too much at once.');
  expect(shown).toContain('Four: https://four.example/ could not be asked (ENOTFOUND).');
  expect(shown).not.toContain('No list could be taken');
});

it('says that nothing could be taken', () => {
  expect(text(list('One', {}), list('Two', { outcome: 'by-hand' }))).toContain('No list could be taken: all stay as they were');
});
