import type { PageTarget } from '../views/page-target.ts';
import type { Chrome } from './chrome.ts';
import { linkTo } from './routes.ts';

/** What the templates of the frame, made into functions by `build/frame-templates.mjs`, print with. */
export interface FramePrinting {
  /** A value, escaped for HTML. */
  readonly text: (value: unknown) => string;
  /** Whether there is something, as `{{#if}}` sees it: an empty list is nothing. */
  readonly has: (value: unknown) => boolean;
  /** Another template with the same view, each line indented by so much. */
  readonly partial: (name: string, view: unknown, indent: string) => string;
  readonly href: (target: PageTarget) => string;
  readonly asset: (name: string, chrome: Chrome) => string;
}

/** Gives the text of a view. */
export type FrameTemplate = (view: unknown, print: FramePrinting) => string;

/** Prints with these templates just what Handlebars would, without Handlebars, which is not there yet when a page begins. */
export function framePrinter(templates: Readonly<Record<string, FrameTemplate>>): (name: string, view: unknown) => string {
  const render = (name: string, view: unknown): string => {
    const template = templates[name];
    if (template === undefined) throw new Error(`no template ${name}`);
    return template(view, print);
  };
  const print: FramePrinting = {
    text: escaped,
    has: (value) => Boolean(value) && !(Array.isArray(value) && value.length === 0),
    partial: (name, view, indent) => indented(render(name, view), indent),
    href: (target) => linkTo(target),
    asset: (name, chrome) => chrome.asset(name),
  };
  return render;
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#x27;',
  '`': '&#x60;',
  '=': '&#x3D;',
};

function escaped(value: unknown): string {
  if (value === null) return '';
  // Templates and views are made for each other: what is missing is a mistake.
  if (typeof value !== 'string' && typeof value !== 'number') throw new Error(`a template prints ${typeof value}`);
  return String(value).replace(/[&<>"'`=]/g, (character) => escapes[character] ?? '');
}

function indented(text: string, indent: string): string {
  if (indent === '') return text;
  const lines = text.split('\n');
  return lines.map((line, at) => (line === '' && at === lines.length - 1 ? line : `${indent}${line}`)).join('\n');
}
