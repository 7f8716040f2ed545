import type { HeldBlock } from '../../../model/block.ts';
import { parseIpAddress } from '../../../model/ip-address.ts';
import { parseIpRange } from '../../../model/ip-range.ts';

/** Lines that keep addresses out and are not ours: the panel's IP Blocker, the owner's own. */
const denyLine = /^[ \t]*(?:deny[ \t]+from|require[ \t]+not[ \t]+ip)[ \t]+([^\r\n]{1,2000})/gim;

/** Addresses and ranges that others' lines of a `.htaccess` file deny, as far as they are plain addresses. */
export const foreignDenies = (text: string): readonly HeldBlock[] =>
  [...text.matchAll(denyLine)]
    .flatMap(([, words = '']) => words.split(/[ \t]+/))
    .map((word) => parseIpAddress(word) ?? parseIpRange(word))
    .filter((target) => target !== undefined)
    .map((target) => ({ target, enforcer: 'htaccess' as const, id: null, untilEpoch: null, reason: null, kept: null }));
