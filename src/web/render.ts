import Handlebars from 'handlebars/runtime';
import type { PageTarget } from '../views/page-target.ts';
import type { Chrome } from './chrome.ts';
import type { ForViewer } from './block-links.ts';
import { linkTo } from './routes.ts';

/** Prints a view with the template of that name. */
export type Render<Views> = <Name extends keyof Views & string>(name: Name, view: Views[Name]) => string;

/**
 * Prints with a set of precompiled templates, each of which may use the others by name. Templates escape everything they
 * print; they decide nothing. `Views` says which template shows what.
 */
export function renderer<Views>(templates: Readonly<Record<string, TemplateSpecification>>): Render<Views> {
  const handlebars = Handlebars.create();
  handlebars.registerHelper('href', (target: PageTarget) => linkTo(target));
  handlebars.registerHelper('hrefFor', (target: PageTarget, site: string | null) => linkTo({ ...target, site }));
  handlebars.registerHelper(
    'isBlocked',
    ({ target }: PageTarget, isBlocked: ForViewer['isBlocked']) => target !== undefined && target !== null && isBlocked(target),
  );
  handlebars.registerHelper('asset', (name: string, chrome: Chrome) => chrome.asset(name));
  for (const [name, template] of Object.entries(templates)) handlebars.registerPartial(name, handlebars.template(template));
  return (name, view) => {
    const template = templates[name];
    if (template === undefined) throw new Error(`no template ${name}`);
    return handlebars.template(template)(view);
  };
}
