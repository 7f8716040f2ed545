import { listFolder } from '../../system/folders.ts';
import type { AllowEntry } from '../guard/guard-facts.ts';
import { covered, mostEntries } from './allow-line.ts';
import { below, type Looking, orNull } from './looking.ts';

const folder = '/etc/fail2ban';
const mostFiles = 200;

/**
 * The `ignoreip` settings of Fail2Ban's jails, of all its files together (jail.conf(5)): addresses and ranges with blanks
 * or commas between, going on in lines that begin with a blank. Names are not looked up. Files, and not fail2ban-client:
 * it takes a second on a loaded server, and the files also tell when Fail2Ban is stopped.
 */
export function fail2banLists(looking: Looking): readonly AllowEntry[] {
  const inFolder = orNull(listFolder(below(looking.root, `${folder}/jail.d`), mostFiles), looking.problems) ?? [];
  const more = inFolder.filter(({ name }) => /\.(?:conf|local)$/.test(name)).map(({ name }) => `${folder}/jail.d/${name}`);
  return [`${folder}/jail.conf`, `${folder}/jail.local`, ...more].flatMap((path) =>
    ignoredBy(looking.text(path) ?? '')
      .slice(0, mostEntries)
      .map((covers) => ({ covers, list: `Fail2Ban's ignoreip in ${path}`, comment: null })),
  );
}

export function ignoredBy(text: string): readonly AllowEntry['covers'][] {
  const found: AllowEntry['covers'][] = [];
  let isInside = false;
  for (const line of text.split('\n')) {
    if (/^\s*(?:[#;]|$)/.test(line)) continue;
    const setting = /^ignoreip\s*[=:](.*)$/.exec(line)?.[1];
    isInside = setting !== undefined || (isInside && /^\s/.test(line));
    if (!isInside) continue;
    const [values = ''] = (setting ?? line).split(/\s[#;]/, 1);
    found.push(...values.split(/[\s,]+/).flatMap((word) => covered(word) ?? []));
  }
  return found;
}
