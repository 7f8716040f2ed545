import { HtmlValidate } from 'html-validate';
import { expect, it } from 'vitest';
import { fakeBlocks } from '../../browser/fake-blocks.ts';
import { fakeSettings } from '../../browser/fake-settings.ts';
import { type FakeState, fakeReviews } from '../../browser/fake-reviews.ts';
import { fakeProxy } from '../../browser/fake-verdicts.ts';
import { wholePage } from './whole-page.ts';

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  // Templates leave blanks behind where a condition was not met; nobody reads them.
  rules: { 'no-trailing-whitespace': 'off' },
});

it.each<[FakeState, string]>([
  ['busy', 'page=overview'],
  ['busy', 'page=overview&by=subnet&window=24h&top=200'],
  ['busy', 'page=pages&window=24h&top=200'],
  ['busy', 'page=pages&key=path&site=shop.example'],
  ['busy', 'page=pages&only=%2Fwp-login.php'],
  ['busy', 'page=pages&agent=%3Cimg+src%3Dx+onerror%3Dalert%281%29%3E+Mozilla%2F5.0'],
  ['busy', 'page=pages&agent=curl%2F8.11.0&only=%2Fwp-login.php&site=shop.example'],
  ['busy', 'page=site&site=clinic.example'],
  ['busy', 'page=errors&window=24h'],
  ['busy', 'page=errors&site=shop.example&address=203.0.113.199'],
  ['busy', 'page=address&address=203.0.113.77'],
  ['busy', 'page=address&address=203.0.113.199'],
  ['busy', 'page=address&address=2001:db8:bad:9::1f'],
  ['busy', 'page=sources'],
  ['busy', 'page=blocks'],
  ['busy', 'page=block&target=203.0.113.7'],
  ['busy', 'page=block&target=203.0.113.7&site=shop.example'],
  ['busy', 'page=block&target=203.0.113.1'],
  ['busy', 'page=block&target=198.51.100.5'],
  ['busy', 'page=block&target=198.51.100.0/24'],
  ['busy', 'page=block&target=2001:db8::7'],
  ['busy', 'page=block&target=192.0.2.66'],
  ['empty', 'page=blocks'],
  ['broken', 'page=blocks'],
  ['busy', 'page=settings'],
  ['empty', 'page=settings&done=saved'],
  ['broken', 'page=settings'],
  ['busy', 'page=nothing'],
  ['busy', 'page=address&address=%3Cscript%3E'],
  ['empty', 'page=overview'],
  ['empty', 'page=pages'],
  ['empty', 'page=errors'],
  ['empty', 'page=sources'],
  ['broken', 'page=overview'],
  ['broken', 'page=address&address=203.0.113.77'],
])('is valid HTML on a %s server: %s', async (state, query) => {
  const { body } = await wholePage(query, { reviews: fakeReviews(state), blocks: fakeBlocks(state), settings: fakeSettings(state) });
  const { results } = await validator.validateString(body);
  expect(results.flatMap(({ messages }) => messages.map(({ ruleId, message, line }) => `${line} ${ruleId}: ${message}`))).toEqual([]);
});

it('counts one connection as one in a narrow list, and links findings to sites and addresses', async () => {
  const { body: html } = await wholePage('page=overview', { reviews: fakeReviews('busy'), blocks: fakeBlocks('busy') });
  expect(html).toMatch(/data-ac-value="1" data-ac-label="connection">1</);
  expect(html).toMatch(/data-ac-label="connections">418</);
  const findings = /<ul class="ac-findings">[^]*?<\/ul>/.exec(html)?.[0].replaceAll('&#x3D;', '=');
  expect(findings).toContain('<a class="ac-foreign" href="?page=site&amp;site=shop.example">shop.example</a>');
  expect(findings).toContain('<a class="ac-foreign" href="?page=address&amp;address=203.0.113.77">203.0.113.77</a>');
});

it('offers no block on the page of a proxy, but of others', async () => {
  const button = 'ac-button ac-danger';
  const of = async (address: string): Promise<string> =>
    (await wholePage(`page=address&address=${address}`, { reviews: fakeReviews('busy'), blocks: fakeBlocks('busy') })).body;
  expect(await of(fakeProxy)).not.toContain(button);
  expect(await of('203.0.113.77')).toContain(button);
});

it('a user agent that an attacker wrote is text, in the page about it and in the links to it', async () => {
  const agent = '<img src=x onerror=alert(1)> Mozilla/5.0';
  const query = new URLSearchParams({ page: 'pages', agent, window: '24h' }).toString();
  const { body } = await wholePage(query, { reviews: fakeReviews('busy') });
  expect(body).not.toContain('<img src=x');
  expect(body).toContain('&lt;img src');
  expect(body).toContain('Requests with one user agent');
  const { body: list } = await wholePage('page=pages&window=24h&top=200', { reviews: fakeReviews('busy') });
  expect(list.replaceAll('&#x3D;', '=')).toContain(
    `agent=${encodeURIComponent(agent).replaceAll('%20', '+').replaceAll('(', '%28').replaceAll(')', '%29')}`,
  );
});
