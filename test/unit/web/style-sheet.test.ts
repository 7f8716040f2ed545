import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const sheet = readFileSync(new URL('../../../templates/assets/app.css', import.meta.url), 'utf8');
/** Rules inside of @media and its like stand beside those of the same selector outside. */
const withoutConditions = sheet.replace(/\/\*[^]*?\*\//g, '').replace(/@[^{;]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, '');

describe('the style sheet', () => {
  it('says everything of a selector in one place, so that no part takes a name that another has', () => {
    const selectors = [...withoutConditions.matchAll(/(?:^|\})\s*([^@{}]+?)\s*\{/g)].map(([, selector]) => selector);
    expect(selectors.length).toBeGreaterThan(200);
    expect(selectors.filter((selector, at) => selectors.indexOf(selector) !== at)).toEqual([]);
  });

  it('never reaches beyond our own element', () => {
    const foreign = [...withoutConditions.matchAll(/(?:^|\})\s*([^@{}]+?)\s*\{/g)]
      .flatMap(([, selector = '']) => selector.split(/,(?![^(]*\))/))
      .filter((selector) => !selector.includes('.active-connections'));
    expect(foreign).toEqual([]);
  });
});
