import { counted, listed } from '../words.ts';
import { serviceNames } from '../rules/server/who-comes.ts';
import type { JudgedWitness } from './case.ts';

/** What helps where many come with few tries each. */
export const protectLogin =
  ' Protect the login page for everybody (a second password, or known addresses only): blocking single addresses will not end it.';

/** From so many on nobody blocks them one by one. */
const fewToBlock = 20;

/** What to do about those who are the cause, as a sentence with a space before it; for whom a firewall cannot meet, where it can be done. */
export function whatToDo(causers: readonly JudgedWitness[]): string {
  const advice = new Set(causers.map(({ judged }) => judged.blockAdvice));
  const isOne = causers.length === 1;
  if (advice.has('proxy-in-front'))
    return ` ${isOne ? 'It comes' : 'They come'} through a proxy or CDN, where a firewall does not meet ${isOne ? 'it: block it' : 'them: block them'} there, or by a rule of the site.`;
  if (!advice.has('can-be-blocked')) return ' See what it asks for before you block it.';
  if (causers.every(({ judged }) => judged.verdict !== 'malicious'))
    return isOne ? ' Look at it, and block it if it is none of yours.' : ' Look at them, and block those that are none of yours.';
  if (isOne) return ' Block it.';
  return causers.length <= fewToBlock ? ' Block them.' : ' Block the busiest of them first.';
}

/** `by 3 addresses`, or `through Cloudflare`: where a proxy's addresses stand in the log, who is behind them is not known. */
export function byWhom(visible: readonly JudgedWitness[], proxies: readonly JudgedWitness[]): string {
  if (visible.length > 0 || proxies.length === 0) return `by ${counted(visible.length, 'address', 'addresses')}`;
  return `through ${listed(serviceNames(proxies))}`;
}
