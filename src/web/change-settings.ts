import type { SettingsKeeper } from '../actions/settings-keeper.ts';
import type { TriedSettings } from '../views/settings-page.ts';
import { type FormRefusal, ownForm } from './own-form.ts';
import type { WebRequest } from './request.ts';
import { linkTo } from './routes.ts';
import { readSettingsFields } from './settings-fields.ts';
import type { Viewer } from './viewer.ts';

/** What becomes of a form about settings. */
export type ChangedSettingsAnswer =
  | { readonly kind: 'go'; readonly to: string }
  | { readonly kind: 'again'; readonly status: 400 | 409; readonly tried: TriedSettings }
  | ({ readonly kind: 'refused' } & FormRefusal);

/** Keeps what a form says, all of it or nothing: whoever sent it is an administrator, and we drew it for them. */
export async function changeSettings(
  { form }: Pick<WebRequest, 'form'>,
  viewer: Viewer,
  settings: SettingsKeeper,
): Promise<ChangedSettingsAnswer> {
  if (!viewer.rights.settings) return { kind: 'refused', status: 403, title: 'Not allowed', text: 'This login may not change settings.' };
  const sent = ownForm(form, viewer);
  if (!sent.ok) return { kind: 'refused', ...sent.problem };
  const changed = readSettingsFields(sent.value, await settings.read());
  if (!changed.ok) return { kind: 'again', status: 400, tried: { typed: sent.value, problems: changed.problem } };
  const written = await settings.write(changed.value);
  if (!written.ok) return { kind: 'again', status: 409, tried: { typed: sent.value, problems: [written.problem] } };
  return { kind: 'go', to: linkTo({ page: 'settings', done: 'saved' }) };
}
