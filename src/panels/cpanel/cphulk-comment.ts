const mark = 'Active Connections';
/** What cPHulk takes of a comment. */
const commentLimit = 255;

/**
 * The comment of an entry of ours: who made it, for which order, why. Signs that a command line, a form or WHM's own page
 * could take for something else become `?`; the journal keeps the reason as it was.
 */
export function commentOf(id: string, reason: string): string {
  const why = reason.replace(/[^A-Za-z0-9 :/.,;()_-]/gu, '?').trim();
  return `${mark} ${id}${why === '' ? '' : `: ${why}`}`.slice(0, commentLimit).trimEnd();
}

const ours = new RegExp(`^${mark} (b-[0-9a-f]{16})(?:: (.*))?$`);

/** The id of our order in a comment, null when the entry is not ours. */
export const idInComment = (comment: string | null): string | null => ours.exec(comment ?? '')?.[1] ?? null;

/** Why, as a comment has it; another's comment is all reason. */
export const reasonInComment = (comment: string | null): string | null => {
  if (comment === null || comment === '') return null;
  const match = ours.exec(comment);
  return match === null ? comment : (match[2] ?? null);
};
