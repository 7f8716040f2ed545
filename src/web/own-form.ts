import { failed, ok, type Result } from '../model/result.ts';
import { tokenIn } from './block-fields.ts';
import type { SentForm } from './sent-form.ts';
import type { Viewer } from './viewer.ts';

/** Why a form is not taken, as a page that says so. */
export interface FormRefusal {
  readonly status: number;
  readonly title: string;
  readonly text: string;
}

/** The fields of a form that we drew for whoever sent it, not long ago. Every form that changes something comes in here. */
export function ownForm(form: SentForm | null, viewer: Pick<Viewer, 'isOwnToken'>): Result<URLSearchParams, FormRefusal> {
  if (form === null || form.kind === 'not-a-form')
    return refused(415, 'No form', 'Only a plain form can be sent here (application/x-www-form-urlencoded).');
  if (form.kind === 'too-large') return refused(413, 'Too much', 'That is far more than this form ever sends; nothing was done.');
  if (!viewer.isOwnToken(tokenIn(form.fields)))
    return refused(
      403,
      'Nothing was done',
      'This form is older than three hours or was not drawn for this login. Open the page anew and try again.',
    );
  return ok(form.fields);
}

const refused = (status: number, title: string, text: string): Result<never, FormRefusal> => failed({ status, title, text });
