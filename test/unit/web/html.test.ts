import { HtmlValidate } from 'html-validate';
import { expect, it } from 'vitest';
import { fakeBlocks } from '../../browser/fake-blocks.ts';
import { fakeSettings } from '../../browser/fake-settings.ts';
import { type FakeState, fakeReviews } from '../../browser/fake-reviews.ts';
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
