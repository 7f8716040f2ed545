import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import Handlebars from 'handlebars';
import templates from 'virtual:frame-templates';
import { describe, expect, it } from 'vitest';
import type { PageTarget } from '../../../src/views/page-target.ts';
import type { Chrome } from '../../../src/web/chrome.ts';
import { framePrinter } from '../../../src/web/frame-printing.ts';
import { linkTo } from '../../../src/web/routes.ts';
import { frameFunction } from '../../../build/frame-templates.mjs';

const folder = new URL('../../../templates/frame/', import.meta.url);
const names = readdirSync(folder).map((file) => `frame/${file.replace(/\.hbs$/, '')}`);
const textOf = (name: string): string => readFileSync(new URL(`../${name}.hbs`, folder), 'utf8');

const handlebars = Handlebars.create();
handlebars.registerHelper('href', (target: PageTarget) => linkTo(target));
handlebars.registerHelper('asset', (name: string, chrome: Chrome) => chrome.asset(name));
for (const name of names) handlebars.registerPartial(name, handlebars.compile(textOf(name), { strict: true }));
const ours = framePrinter(templates);
const theirs = (name: string, view: unknown): string => handlebars.compile(textOf(name), { strict: true })(view);

/** Text with what means something in HTML, and none. */
const text = fc.oneof(fc.string(), fc.stringMatching(/^[&<>"'`=\n {}$\\]{0,12}$/), fc.constant('&amp;</script>'));
const textOrNot = fc.option(text);
const chrome = fc.record({
  whole: fc.boolean(),
  live: fc.boolean(),
  asset: text.map((start) => (name: string) => `${start}${name}`),
  home: fc.option(fc.record({ href: text, text })),
});
const target: fc.Arbitrary<PageTarget> = fc.record({
  page: fc.constantFrom('overview', 'pages'),
  site: fc.constantFrom(null, 'shop.example'),
});
const few = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(one, { maxLength: 3 });
const home = fc.record({ href: text, text });

const views: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  'frame/head': fc.record({
    chrome,
    frame: fc.record({
      title: text,
      hostName: textOrNot,
      panel: textOrNot,
      window: text,
      scope: textOrNot,
      links: few(fc.record({ target, current: fc.boolean(), text })),
    }),
  }),
  'frame/foot': fc.record({ chrome, madeAt: fc.record({ iso: text, full: text }) }),
  'frame/waiting': fc.record({ title: text, shorter: few(fc.record({ target, label: text })) }),
  'frame/progress': fc.record({
    spoken: fc.boolean(),
    readings: few(fc.record({ what: text, done: fc.nat(), of: fc.option(fc.nat()), text })),
  }),
  'frame/problem': fc.record({ status: fc.option(fc.nat(600)), title: text, text, back: target }),
  'frame/refused': fc.record({ title: text, text, home, chrome }),
  'frame/cause': fc.record({ text }),
};

describe('the templates of the frame, as functions', () => {
  it.each(Object.entries(views))('print what Handlebars would: %s', (name, view) => {
    fc.assert(
      fc.property(view, (one) => {
        expect(ours(name, one)).toBe(theirs(name, one));
      }),
      { numRuns: 300 },
    );
  });

  it('are all compared, or part of one that is', () => {
    expect(names.filter((name) => !(name in views))).toEqual(['frame/assets', 'frame/top']);
  });

  it('never print what is not there, or no text', () => {
    expect(() => ours('frame/cause', {})).toThrow('a template prints undefined');
    expect(() => ours('frame/cause', { text: {} })).toThrow('a template prints object');
  });
});

describe('a template of the frame', () => {
  it.each([
    '{{{raw}}}',
    '{{&raw}}',
    '{{../up}}',
    '{{#with x}}{{/with}}',
    '{{helper x}}',
    '{{> part x}}',
    '{{#each x as |y|}}{{y}}{{/each}}',
    '{{a.[0]}}',
  ])('cannot hold %s', (written) => {
    expect(() => frameFunction(written)).toThrow();
  });
});
