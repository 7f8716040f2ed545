import type { HeldBlock } from '../../../model/block.ts';
import { type FirewallTarget, firewallTarget } from '../firewall-target.ts';
import { isOurId } from '../mark.ts';

/** csf's files: its readme.txt and csf(1). */
export const csfFiles = {
  settings: '/etc/csf/csf.conf',
  deny: '/etc/csf/csf.deny',
  allow: '/etc/csf/csf.allow',
  ignore: '/etc/csf/csf.ignore',
  temporaryDeny: '/var/lib/csf/csf.tempban',
  temporaryAllow: '/var/lib/csf/csf.tempallow',
  disabled: '/etc/csf/csf.disable',
  error: '/etc/csf/csf.error',
} as const;

const comment = 'Active Connections';

/** What stands beside our entries. Nothing else does: some words in a comment change what csf does with an entry. */
export const commentOf = (mark: string): string => `${comment} ${mark}`;

/** An id only where our comment begins the text: other entries quote log lines, which visitors write. */
function idIn(text: string): string | null {
  const [id = ''] = text.startsWith(`${comment} `) ? text.slice(comment.length + 1).split(' ') : [];
  return isOurId(id) ? id : null;
}

/** `csf.deny`: `203.0.113.7 # comment - date`; rules for single ports (`tcp|in|d=22|s=…`) keep nobody out altogether. */
export function readDenyList(text: string): readonly HeldBlock[] {
  return entriesOf(text).flatMap((line) => {
    const [address, rest] = splitOnce(line, '#');
    const target = firewallTarget(address.trim());
    if (target === null) return [];
    return { target: target.text, enforcer: 'csf' as const, id: idIn(rest.trim()), untilEpoch: null, reason: null, kept: null };
  });
}

/** `csf.tempban`: `begin|address|ports|direction|seconds|comment`; what is over stays until lfd sweeps it. */
export function readTemporaryList(text: string, nowEpoch: number): readonly HeldBlock[] {
  return entriesOf(text).flatMap((line) => {
    const [begin = '', address = '', ports = '', direction = '', seconds = '', ...rest] = line.split('|');
    const target = firewallTarget(address);
    const untilEpoch = Number(begin) + Number(seconds);
    const isOfAllPorts = ports === '' || ports === '*';
    if (target === null || !isOfAllPorts || direction === 'out' || !(untilEpoch > nowEpoch)) return [];
    return { target: target.text, enforcer: 'csf' as const, id: idIn(rest.join('|').trim()), untilEpoch, reason: null, kept: null };
  });
}

/** Whether a list has other entries for a target than ours, rules for single ports too: csf removes all of an address at once. */
export function hasOthers(list: 'deny' | 'temporary', text: string, target: FirewallTarget): boolean {
  return entriesOf(text).some((line) => {
    const columns = line.split('|');
    const [address, comments] = list === 'deny' ? splitOnce(line, '#') : [columns[1] ?? '', columns.slice(5).join('|')];
    return firewallTarget(address.trim())?.text === target.text && idIn(comments.trim()) === null;
  });
}

/** How many entries csf counts against its limit: of `csf.deny` those that it may drop (its readme.txt, "do not delete"). */
export const entriesThatCount = (list: 'deny' | 'temporary', text: string): number =>
  entriesOf(text).filter((line) => list === 'temporary' || !/do not delete/i.test(line)).length;

/** Addresses and ranges of a list that lets in, first word of each line; single ports are left out. */
export const readAllowList = (text: string): readonly string[] =>
  entriesOf(text).flatMap((line) => firewallTarget(line.split(/[\s#]/, 1)[0] ?? '')?.text ?? []);

/** As above, of `csf.tempallow`, which has the columns of `csf.tempban`. */
export const readTemporaryAllowList = (text: string, nowEpoch: number): readonly string[] =>
  readTemporaryList(text, nowEpoch).map(({ target }) => target);

/** Other files a list takes in (`Include /etc/csf/more.allow`), those of csf's own folder. */
export const includedIn = (text: string): readonly string[] =>
  text.split('\n').flatMap((line) => /^Include\s+(\/etc\/csf\/[\w.-]{1,100})\s*$/.exec(line)?.[1] ?? []);

/** A setting of `csf.conf`: `NAME = "value"`. */
export function settingIn(text: string, name: string): string | undefined {
  const line = text.split('\n').find((each) => each.split('=', 1)[0]?.trim() === name);
  return line === undefined ? undefined : /^[^=]*=\s*"([^"]*)"/.exec(line)?.[1];
}

const entriesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#') && !line.startsWith('Include'));

function splitOnce(text: string, at: string): readonly [string, string] {
  const index = text.indexOf(at);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)];
}
