// @ts-check
/** What WHM API 1, UAPI and API 2 answer to a call, whichever way it came. */
import { blockIp, listDenied } from './block-ip.mjs';
import { cphulkFunctions } from './cphulk-functions.mjs';
import { changeState } from './whm-state.mjs';

/**
 * The text of the reply to a WHM API 1 call.
 * @param {string} statePath @param {string} name @param {[string, string][]} parameters @param {string | undefined} user
 */
export function answerWhm(statePath, name, parameters, user) {
  return changeState(statePath, (state) => {
    state.calls.push({ name, parameters, user });
    if (state.broken !== null && (state.brokenFunction ?? name) === name) {
      const text = state.broken;
      state.broken = null;
      return text;
    }
    const answer =
      name === 'uapi_cpanel' ? uapi(state, parameters) : name === 'version' ? version : cphulkFunctions[name]?.(state, parameters);
    if (answer === undefined) return JSON.stringify({ cpanelresult: { apiversion: '2', error: `no function ${name}`, type: 'text' } });
    const { result, reason, data } = answer;
    return JSON.stringify({ metadata: { command: name, reason, result, version: 1 }, ...(data === undefined ? {} : { data }) });
  });
}

const version = { result: /** @type {const} */ (1), reason: 'OK', data: { version: '11.138.0.1' } };

/** @param {import('./whm-state.mjs').WhmState} state @param {[string, string][]} parameters */
function uapi(state, parameters) {
  const given = new Map(parameters);
  const user = given.get('cpanel.user') ?? '';
  // The outer result says yes even when the inner one says no.
  if (state.accounts[user] === undefined) return { result: /** @type {const} */ (0), reason: 'no access to an account of that name' };
  const answer = blockIp(state, user, given.get('cpanel.function') ?? '', given.get('ip') ?? '');
  return { result: /** @type {const} */ (1), reason: 'OK', data: { uapi: answer } };
}

/** The text of the reply to an API 2 call. @param {string} statePath @param {string} user @param {string} module @param {string} name */
export function answerApi2(statePath, user, module, name) {
  return changeState(statePath, (state) => {
    state.calls.push({ name: `${module}::${name}`, parameters: [['user', user]], user: 'root' });
    return JSON.stringify({
      cpanelresult: { apiversion: 2, module, func: name, event: { result: 1 }, data: listDenied(state, user) },
    });
  });
}
