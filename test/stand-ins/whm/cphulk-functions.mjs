// @ts-check
/** The cPHulk functions of WHM API 1, answering as their documents and observed behaviour say (README.md). */
import { isIP } from 'node:net';

/** @typedef {import('./whm-state.mjs').WhmState} WhmState */
/** @typedef {[string, string][]} Parameters */
/** @typedef {{ result: 0 | 1, reason: string, data?: unknown }} Answer */

/** @param {Parameters} parameters @param {string} name */
const one = (parameters, name) => parameters.find(([key]) => key === name)?.[1];

/** `ip`, or `ip`, `ip-1`, `ip-2` … @param {Parameters} parameters */
const addresses = (parameters) => parameters.filter(([key]) => /^ip(-\d+)?$/.test(key)).map(([, value]) => value);

const off = /** @type {Answer} */ ({ result: 0, reason: 'cPHulk is disabled on the server.' });

/** @param {WhmState} state @param {Parameters} parameters */
const isOff = (state, parameters) => !state.enabled && one(parameters, 'skip_enabled_check') !== '1';

/** @param {unknown} data @returns {Answer} */
const fine = (data) => ({ result: 1, reason: 'OK', data });

const requester = { requester_ip: '127.0.0.1' };

/** @type {Record<string, (state: WhmState, parameters: Parameters) => Answer>} */
export const cphulkFunctions = {
  cphulk_status: (state) => fine({ service: 'cPHulk', is_enabled: state.enabled ? 1 : 0 }),

  create_cphulk_record: (state, parameters) => {
    if (isOff(state, parameters)) return off;
    const list = one(parameters, 'list_name') === 'white' ? 'white' : 'black';
    const comment = (one(parameters, 'comment') ?? '').slice(0, 255);
    /** @type {string[]} */
    const added = [];
    /** @type {Record<string, string>} */
    const refused = {};
    for (const text of addresses(parameters)) {
      const key = keyOf(text);
      if (key === null) refused[text] = 'invalid address or range';
      else {
        // One key over both lists, the later entry replaces the earlier: this is how a white entry gets lost.
        state.records[key] = { list, comment: comment === '' ? null : comment };
        added.push(key);
      }
    }
    const data = { list_name: list, ips_added: added, ips_failed: refused, comment, ...requester };
    return added.length > 0 ? fine(data) : { result: 0, reason: 'nothing was added to the list', data };
  },

  read_cphulk_records: (state, parameters) => {
    if (isOff(state, parameters)) return off;
    const list = one(parameters, 'list_name');
    const held = Object.entries(state.records).filter(([, record]) => record.list === list);
    return fine({ list_name: list, ips_in_list: Object.fromEntries(held.map(([key, { comment }]) => [key, comment])), ...requester });
  },

  delete_cphulk_record: (state, parameters) => {
    if (isOff(state, parameters)) return off;
    const list = one(parameters, 'list_name');
    const removed = addresses(parameters);
    for (const text of removed) {
      const key = keyOf(text) ?? text;
      if (state.records[key]?.list === list) delete state.records[key];
    }
    // An entry that is not there is reported as removed, too.
    return fine({ list_name: list, ips_removed: removed, ips_failed: {}, ...requester });
  },

  flush_cphulk_login_history_for_ips: (state, parameters) => {
    let bans = 0;
    for (const address of addresses(parameters)) {
      if (state.temporaryBans[address] === undefined) continue;
      delete state.temporaryBans[address];
      bans++;
    }
    return fine({ records_removed: bans, iptable_bans_removed: bans });
  },
};

/** An address, or `first-last` for a range; null when it is neither. @param {string} text */
function keyOf(text) {
  if (isIP(text) !== 0) return text;
  const [address = '', prefix, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || prefix === undefined || rest.length > 0 || !/^\d+$/.test(prefix)) return null;
  const bits = family === 4 ? 32 : 128;
  if (Number(prefix) > bits) return null;
  return family === 4 ? ipv4Range(address, Number(prefix)) : ipv6Range(address, Number(prefix));
}

/** @param {string} address @param {number} prefix */
function ipv4Range(address, prefix) {
  const number = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - prefix);
  const first = number - (number % size);
  /** @param {number} value */
  const text = (value) => [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
  return `${text(first)}-${text(first + size - 1)}`;
}

/** @param {string} address @param {number} prefix */
function ipv6Range(address, prefix) {
  const [left = '', right = ''] = address.split('::');
  const [head, tail] = [left, right].map((side) => (side === '' ? [] : side.split(':')));
  const groups = [...(head ?? []), ...Array(8 - (head?.length ?? 0) - (tail?.length ?? 0)).fill('0'), ...(tail ?? [])];
  const number = groups.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
  const free = BigInt(128 - prefix);
  const first = (number >> free) << free;
  return `${ipv6Text(first)}-${ipv6Text(first + (1n << free) - 1n)}`;
}

/** @param {bigint} number */
function ipv6Text(number) {
  const groups = Array.from({ length: 8 }, (_, at) => ((number >> BigInt(16 * (7 - at))) & 0xffffn).toString(16));
  return new URL(`http://[${groups.join(':')}]/`).hostname.slice(1, -1);
}
