import type { Blocks } from '../actions/blocks.ts';
import type { BlockScope, BlockTarget } from '../model/block.ts';
import type { Problem } from '../model/problem.ts';
import { refusedOutcome } from '../views/block-outcome.ts';
import { blockTarget, type PageQuestion } from '../views/page-target.ts';
import { problemText } from '../views/problem-text.ts';
import { askedBlock, type BlockFields, readBlockFields } from './block-fields.ts';
import { ownForm } from './own-form.ts';
import type { WebRequest } from './request.ts';
import { linkTo } from './routes.ts';
import type { TriedBlock } from './show-blocks.ts';
import type { Viewer } from './viewer.ts';

/** What becomes of a form: another page to go to, the form once more, or a page that says why nothing was done. */
export type Changed =
  | { readonly kind: 'go'; readonly to: string }
  | { readonly kind: 'again'; readonly status: 400 | 409; readonly tried: TriedBlock }
  | { readonly kind: 'refused'; readonly status: number; readonly title: string; readonly text: string };

type TargetQuestion = PageQuestion & { readonly target: BlockTarget };

/**
 * Does what a form about one address or range asks for: whoever sent it may do so, and it was drawn by us for them. The only
 * other place where a page changes something is `change-settings.ts`.
 */
export async function changeBlocks(
  { form }: Pick<WebRequest, 'form'>,
  question: TargetQuestion,
  viewer: Viewer,
  blocks: Blocks,
): Promise<Changed> {
  if (!viewer.rights.change) return refused(403, 'Not allowed', 'This login may not block or unblock.');
  const sent = ownForm(form, viewer);
  if (!sent.ok) return { kind: 'refused', ...sent.problem };
  const fields = readBlockFields(sent.value);
  if (!fields.ok) return refused(400, 'That does not fit', problemText(fields.problem));
  return fields.value.does === 'unblock' ? unblock(question, viewer, blocks) : block(question, fields.value, viewer, blocks);
}

const refused = (status: number, title: string, text: string): Changed => ({ kind: 'refused', status, title, text });

/** Back to the page of the address, which then shows what came of it. */
const back = ({ target, site }: TargetQuestion, done: string | undefined): Changed => ({
  kind: 'go',
  to: linkTo({ ...blockTarget(target, site), ...(done === undefined ? {} : { done }) }),
});

async function block(question: TargetQuestion, fields: BlockFields, viewer: Viewer, blocks: Blocks): Promise<Changed> {
  // Only whoever may override is asked for a reason; what others send in its place is nothing.
  const override = viewer.rights.override ? fields.override : '';
  const made = await blocks.block(askedBlock(question.target, question.site, { ...fields, override }), viewer.operator);
  if (!made.ok)
    return again(made.problem.kind === 'bad-input' ? 400 : 409, fields, { outcome: 'not-blocked', problems: [made.problem] }, null);
  if (made.value.block !== null) return back(question, made.value.block.id);
  return again(409, fields, made.value, made.value);
}

const again = (
  status: 400 | 409,
  { duration, reason, override, firewallToo }: BlockFields,
  why: Parameters<typeof refusedOutcome>[0],
  guarded: TriedBlock['guarded'],
): Changed => ({
  kind: 'again',
  status,
  tried: { outcome: refusedOutcome(why), typed: { duration, reason, override, firewallToo }, guarded },
});

/** An administrator lifts all there is of an address, others what they may have made. */
function scopeOf({ site }: TargetQuestion, { rights }: Viewer): BlockScope | null {
  if (rights.sites === null) return null;
  return site === null ? { kind: 'server' } : { kind: 'domain', domain: site };
}

async function unblock(question: TargetQuestion, viewer: Viewer, blocks: Blocks): Promise<Changed> {
  const lifted = await blocks.unblock({ by: 'target', target: question.target, scope: scopeOf(question, viewer) }, viewer.operator, '');
  if (!lifted.ok) return unchanged(lifted.problem);
  return back(question, lifted.value.blocks[0]?.block.id);
}

const unchanged = (problem: Problem): Changed => refused(409, 'Not unblocked', problemText(problem));
