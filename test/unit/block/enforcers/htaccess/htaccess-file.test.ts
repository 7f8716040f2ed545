import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foreignDenies } from '../../../../../src/block/enforcers/htaccess/foreign-denies.ts';
import { type HtaccessFile, readHtaccess, writeHtaccess } from '../../../../../src/block/enforcers/htaccess/htaccess-file.ts';
import type { SiteBlock } from '../../../../../src/block/enforcers/htaccess/section-text.ts';
import { judgeCheck } from '../../../../../src/block/enforcers/htaccess/site-check.ts';
import { parseIpAddress } from '../../../../../src/model/ip-address.ts';
import { parseIpRange } from '../../../../../src/model/ip-range.ts';

const block = (id: string, text: string, untilEpoch: number | null = null): SiteBlock => {
  const target = parseIpAddress(text) ?? parseIpRange(text);
  if (target === undefined) throw new Error(text);
  return { id: `b-${id.padStart(16, '0')}`, target, untilEpoch };
};
const blocks = [block('1', '203.0.113.7', 1_795_000_000), block('2', '2001:db8::/32'), block('3', '198.51.100.0/24')];

const read = (text: string): HtaccessFile => {
  const file = readHtaccess(text);
  if ('unreadable' in file) throw new Error(file.unreadable);
  return file;
};
/** As the enforcer does it, one block after another, then all away again. */
const withBlocks = (text: string, isNewFile = false): string =>
  blocks.reduce((now, _, at) => writeHtaccess(read(now), blocks.slice(0, at + 1), isNewFile && at === 0) ?? '', text);

describe('a .htaccess file with a section of ours', () => {
  it('reads as it will be found by a person', () => {
    expect(withBlocks('Options -Indexes\n')).toBe(`Options -Indexes
# BEGIN Active Connections
# Blocks set on the page "Active Connections": lift them there. Nobody but it should write between these two lines.
# b-0000000000000001 203.0.113.7 until 2026-11-18T11:06:40Z
# b-0000000000000002 2001:db8::/32 no end
# b-0000000000000003 198.51.100.0/24 no end
<If "-R '127.65.67.1' || -R '203.0.113.7' || -R '2001:db8::/32' || -R '198.51.100.0/24'">
Require all denied
<IfModule mod_access_compat.c>
Satisfy All
</IfModule>
</If>
# END Active Connections
`);
  });

  const piece = fc.constantFrom(
    'Options -Indexes',
    '# é',
    '',
    '<IfModule x>',
    '</IfModule>',
    '\n',
    '\r\n',
    '\r',
    ' ',
    '# BEGIN WordPress',
    'deny from 1.2.3.4',
  );
  const texts = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));

  it('holds what was written, and is as before when the last block is gone', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const written = withBlocks(text);
        expect(read(written).section?.blocks).toEqual(blocks);
        expect(writeHtaccess(read(written), [], false)).toBe(text);
      }),
    );
  });

  it('keeps what others wrote above and below it meanwhile, each line its own', () => {
    fc.assert(
      fc.property(texts, texts, (above, below) => {
        const without = writeHtaccess(read(withBlocks(above) + below), [], false) ?? '';
        const gap = above !== '' && !above.endsWith('\n') && below !== '' ? '\r?\n' : '';
        expect(without.startsWith(above) && without.endsWith(below)).toBe(true);
        expect(without.slice(above.length, without.length - below.length)).toMatch(new RegExp(`^${gap}$`));
      }),
    );
  });

  it('goes as a whole when it was made for the section, and not when somebody wrote into it', () => {
    const made = withBlocks('', true);
    expect(writeHtaccess(read(made), [], false)).toBeNull();
    expect(writeHtaccess(read(`${made}Options -Indexes\n`), [], false)).toBe('Options -Indexes\n');
    expect(writeHtaccess(read(withBlocks('')), [], false)).toBe('');
  });

  it.each([
    ['two sections', withBlocks(withBlocks('a\n').replace('BEGIN Active', 'BEGIN Other').replace('END Active', 'END Other')).repeat(2)],
    ['no end', withBlocks('a\n').replace('# END Active Connections\n', '')],
    ['no beginning', withBlocks('a\n').replace('# BEGIN Active Connections\n', '')],
    ['a line of somebody else in it', withBlocks('a\n').replace('Require all denied', 'Require all granted')],
    ['an address that is none', withBlocks('a\n').replace('# b-0000000000000001 203.0.113.7', '# b-0000000000000001 203.0.113.777')],
    ['a last line that goes on', 'Deny from \\\n'],
    ['a last line that goes on, without its end', 'Deny from \\'],
  ])('is left alone when it has %s', (_, text) => {
    expect(readHtaccess(text)).toHaveProperty('unreadable');
  });

  it('is still ours when an editor took its last line end', () => {
    expect(writeHtaccess(read(withBlocks('a\n').trimEnd()), [], false)).toBe('a\n');
  });

  it('shows what other lines deny', () => {
    const text = 'deny from 203.0.113.7\nRequire not ip 198.51.100.0/24 2001:db8::1\nDeny from all\n# deny from 192.0.2.1\n';
    expect(foreignDenies(text).map(({ target }) => target)).toEqual(['203.0.113.7', '198.51.100.0/24', '2001:db8::1']);
  });
});

describe('the check after a block', () => {
  it.each([
    [[200], [403], 'holds'],
    [[404], [403], 'holds'],
    [[500], [403], 'holds'],
    [[301, 200], [301, 403], 'holds'],
    [[200], [500], 'broke-the-site'],
    [[500], [500], 'was-broken'],
    [[200], [200], 'is-not-obeyed'],
    [[301, 404], [301, 404], 'is-not-obeyed'],
    [[403], [403], 'cannot-be-told'],
    [[301], [301], 'cannot-be-told'],
    [[null], [403], 'cannot-be-told'],
    [[200], [null], 'cannot-be-told'],
    [[200], [503], 'cannot-be-told'],
    [[], [], 'cannot-be-told'],
  ] as const)('takes %j, then %j, for: %s', (before, after, outcome) => {
    expect(judgeCheck(before, after)).toBe(outcome);
  });
});
