import { describe, expect, it } from 'vitest';
import { commentOf, idInComment, reasonInComment } from '../../../../src/panels/cpanel/cphulk-comment.ts';

const id = 'b-0123456789abcdef';

describe('commentOf', () => {
  it.each([
    ['tries passwords', 'tries passwords'],
    // Without a reason nothing was left behind the colon, and the entry was no longer known as ours.
    ['', null],
    ['   ', null],
    ['a'.repeat(300), 'a'.repeat(255 - 'Active Connections b-0123456789abcdef: '.length)],
    ['“quoted”\n', '?quoted??'],
  ])('is known as ours again with the reason %j', (reason, kept) => {
    const comment = commentOf(id, reason);
    expect(comment.length).toBeLessThanOrEqual(255);
    expect([idInComment(comment), reasonInComment(comment)]).toEqual([id, kept]);
  });
});
