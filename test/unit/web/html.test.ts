import { HtmlValidate } from 'html-validate';
import { expect, it } from 'vitest';
import { clockAt } from '../../../src/views/times.ts';
import { dispatch } from '../../../src/web/dispatch.ts';
import { type FakeState, fakeNowMs, fakeReviews } from '../../browser/fake-reviews.ts';

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
  ['busy', 'page=nothing'],
  ['busy', 'page=address&address=%3Cscript%3E'],
  ['empty', 'page=overview'],
  ['empty', 'page=pages'],
  ['empty', 'page=errors'],
  ['empty', 'page=sources'],
  ['broken', 'page=overview'],
  ['broken', 'page=address&address=203.0.113.77'],
])('is valid HTML on a %s server: %s', async (state, query) => {
  const clock = clockAt(fakeNowMs, 'UTC');
  const { body } = await dispatch({ method: 'GET', query: new URLSearchParams(query) }, fakeReviews(state), clock);
  const { results } = await validator.validateString(body);
  expect(results.flatMap(({ messages }) => messages.map(({ ruleId, message, line }) => `${line} ${ruleId}: ${message}`))).toEqual([]);
});
