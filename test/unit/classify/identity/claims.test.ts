import { expect, it } from 'vitest';
import { claimFinder } from '../../../../src/classify/identity/claims.ts';
import { shippedServices } from '../../../../src/classify/identity/shipped-services.ts';

const claimsOf = claimFinder(await shippedServices());
const claimed = (agent: string): string[] => claimsOf(agent).map(({ id }) => id);

it.each([
  ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', ['googlebot']],
  ['Googlebot-Image/1.0', ['googlebot']],
  [
    'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/126.0.0.0 Safari/537.36',
    ['bingbot'],
  ],
  ['Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; ClaudeBot/1.0; +claudebot@anthropic.com)', ['claudebot']],
  ['AdsBot-Google (+http://www.google.com/adsbot.html)', ['google-special-crawlers', 'googlebot']],
  ['FeedFetcher-Google; (+http://www.google.com/feedfetcher.html)', ['google-user-triggered-fetchers']],
  ['Pingdom.com_bot_version_1.4_(http://www.pingdom.com/)', ['pingdom']],
  ['Better Uptime Bot Mozilla/5.0', ['betterstack']],
  ['Mozilla/5.0 (compatible; Yahoo! Slurp; http://help.yahoo.com/help/us/ysearch/slurp)', ['yahoo-slurp']],
  ['Mozilla/5.0 (compatible; Linux x86_64; Mail.RU_Bot/2.0; +http://go.mail.ru/help/robots)', ['mail-ru']],
  ['Sogou web spider/4.0(+http://www.sogou.com/docs/help/webmasters.htm#07)', ['sogou']],
  ['GOOGLEBOT', ['googlebot']],
])('%s says who it is', (agent, ids) => {
  expect(claimed(agent).sort()).toEqual(ids);
});

it.each([
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
  'Some Reader/1.0 (like FeedFetcher-Google)',
  'Mozilla/5.0 (compatible; Sneaky/1.0; like Googlebot)',
  'TelegramBotish (LIKE TwitterBot)',
  'NotGooglebot/2.1',
  'Googlebots/2.1',
  'Googlebot-Fake/2.1',
  'Scraper/1.0 (+https://example.com/Googlebot)',
  'Scraper/1.0 (googlebot@scraper.example)',
  'my.Googlebot',
  // People: a phone fetching a preview for its owner's message, and the browsers inside apps.
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [Pinterest/iOS]',
  'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile DuckDuckGo/5 Safari/537.36',
  'Amazon CloudFront',
  '',
  '-',
])('%s says nothing', (agent) => {
  expect(claimed(agent)).toEqual([]);
});

it('is what it says once, however often it says so', () => {
  expect(claimed('Googlebot Googlebot Googlebot-Image')).toEqual(['googlebot']);
});

it('does not look further than a user agent is long', () => {
  expect(claimed(`${'x '.repeat(600)}Googlebot`)).toEqual([]);
});

it('finds no claim among no services', () => {
  expect(claimFinder([])('Googlebot')).toEqual([]);
});
