import { counted, onSites, within } from '../words.ts';
import { atLeastText, mostOf } from './most-of.ts';
import type { Rule, Sighting } from './rule.ts';
import { countOf, hitsOf, looksLikePerson, type Subject } from './subject.ts';
import { sitesOf } from './windows.ts';

/** Who comments has read something: a page before each comment, and the page again after it. */
function hasRead(subject: Subject): boolean {
  const pages = subject.behaviour?.methods['GET'] ?? 0;
  return looksLikePerson(subject) || pages >= 2 * countOf(subject, 'comment');
}

export const commentSpam: Rule = {
  id: 'comment-spam',
  title: 'Comments by a machine',
  meaning: 'Comments are sent one after another, without reading a page: advertising, most likely.',
  family: 'spam',
  weight: 'deed',
  forgeable: false,
  look: (subject, limits) => {
    const hits = hitsOf(subject, 'comment');
    const fast = mostOf(subject, ['comment'], limits.commentsFast.seconds);
    const slow = mostOf(subject, ['comment'], limits.comments.seconds);
    const isFast = fast.count >= limits.commentsFast.count;
    const read = hasRead(subject);
    if (!isFast && (read || slow.count < limits.comments.count)) return null;
    const stretch = isFast ? fast : slow;
    const { count, seconds } = stretch;
    const limit = isFast ? 'commentsFast' : 'comments';
    return {
      speaks: 'against',
      confidence: confidenceOf(read, isFast, slow.count >= limits.commentsCertain.count),
      text: `${atLeastText(stretch)}${counted(count, 'comment')} sent${onSites(sitesOf(hits))}${within(limits[limit].seconds)}${read ? '' : ', without reading a page before'}.`,
      figures: { comments: count, seconds, commentsInAll: countOf(subject, 'comment'), pagesRead: subject.behaviour?.methods['GET'] ?? 0 },
      limit,
    };
  },
};

function confidenceOf(read: boolean, isFast: boolean, certain: boolean): Sighting['confidence'] {
  if (read) return 'low';
  if (isFast) return certain ? 'high' : 'medium';
  return certain ? 'medium' : 'low';
}
