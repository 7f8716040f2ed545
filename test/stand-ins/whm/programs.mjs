// @ts-check
/** The bodies of the programs `whmapi1` and `cpapi2`: words in, JSON out. `install-whm.ts` writes the files that call them. */
import { answerApi2, answerWhm } from './whm-answers.mjs';

/** @param {string} word @returns {[string, string]} */
function parameter(word) {
  const at = word.indexOf('=');
  // Values come URI-encoded.
  return [word.slice(0, at), decodeURIComponent(word.slice(at + 1))];
}

/** @param {string} statePath @param {string[]} words */
export function runWhmapi1(statePath, words) {
  const [name = '', ...parameters] = words.filter((word) => !word.startsWith('--'));
  if (!words.includes('--output=json')) throw new Error('the stand-in speaks JSON only');
  process.stdout.write(answerWhm(statePath, name, parameters.map(parameter), process.env['REMOTE_USER']));
}

/** @param {string} statePath @param {string[]} words */
export function runCpapi2(statePath, words) {
  const user = words.find((word) => word.startsWith('--user='))?.slice('--user='.length) ?? '';
  const [module = '', name = ''] = words.filter((word) => !word.startsWith('--'));
  process.stdout.write(answerApi2(statePath, user, module, name));
}
