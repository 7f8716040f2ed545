// @ts-check
/**
 * What a browser without script does, for a server that only answers inside its network namespace: signs in with the link, then
 * for each line `block ADDRESS` or `unblock ADDRESS` opens the page, sends its form, goes where the answer leads, and prints
 * one line of JSON: statuses and the text of the last page. `raw QUERY BODY` posts without a token; `get QUERY` only looks.
 */
import { createInterface } from 'node:readline';

const [link = ''] = process.argv.slice(2);
const home = new URL('/', link).href;
const welcome = await fetch(link, { redirect: 'manual' });
const cookie = (welcome.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';

/** @param {string} query @param {RequestInit} [options] */
const ask = (query, options = {}) => fetch(`${home}${query}`, { redirect: 'manual', ...options, headers: { cookie } });

/** @param {string} query @param {URLSearchParams | string} body */
const post = (query, body) => ask(query, { method: 'POST', body: new URLSearchParams(body) });

/** @param {string} html */
const textOf = (html) =>
  html
    .slice(html.indexOf('<main'))
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');

for await (const line of createInterface({ input: process.stdin })) {
  const [deed, what = '', body = ''] = line.split(' ');
  if (deed === 'get' || deed === 'raw') {
    const answer = await (deed === 'get' ? ask(what) : post(what, body));
    console.log(JSON.stringify({ statuses: [answer.status], text: textOf(await answer.text()) }));
    continue;
  }
  const query = `?page=block&target=${what}`;
  const html = await (await ask(query)).text();
  /** @param {string} name */
  const field = (name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
  const form = { token: field('token'), do: deed ?? '', shown: field('shown'), for: '10m', reason: 'seen in the log' };
  const answer = await post(query, new URLSearchParams(form));
  const to = answer.headers.get('location');
  const shown = to === null ? answer : await ask(to);
  console.log(JSON.stringify({ statuses: [answer.status, shown.status], text: textOf(await shown.text()) }));
}
