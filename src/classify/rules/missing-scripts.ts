import type { SignHit } from '../../model/behaviour.ts';
import { hitsOf, looksLikePerson, namesItself, type Subject } from './subject.ts';

/** What an error log says where it does not name the script (PHP-FPM behind Apache). */
const nameless = 'a script';

/** Scripts and secrets an address asked for and did not get, and how much of that tells against it. */
export interface MissingScripts {
  /** All that counts. */
  readonly hits: readonly SignHit[];
  /** What may make certain: not what an attacker can write, not what has no name, not what an owner meets on a bad day. */
  readonly sure: readonly SignHit[];
  readonly person: boolean;
}

/**
 * While a site is broken, or a firewall too strict, its administrator gets 500 and 403 for one script after another: of who is
 * at work in the admin area only what is truly not there counts. Anybody can load three images; so of others with a browser
 * other refusals count as well, but make nothing certain. Nor do they of a robot that says whose it is: it meets what visitors do.
 */
export function missingScripts(subject: Subject): MissingScripts {
  const admin = subject.behaviour?.worksInAdmin === true;
  const asked = [...hitsOf(subject, 'missing-script'), ...hitsOf(subject, 'secret').filter(isNotGiven)];
  const person = admin || looksLikePerson(subject);
  const hits = onceOnly(asked).filter((hit) => !person || isGone(hit) || (!admin && hit.status !== 500 && !ownPage.test(hit.what)));
  const onBadDays = person || namesItself(subject) || drawsAll(subject, asked);
  return { hits, sure: hits.filter((hit) => !hit.forgeable && hit.what !== nameless && (!onBadDays || isGone(hit))), person };
}

/** While a site is closed or broken nothing is served but what its pages of errors are drawn with. */
const drawsAll = ({ behaviour }: Subject, asked: readonly SignHit[]): boolean =>
  behaviour !== null && asked.length > 0 && behaviour.assetsServed >= asked.length;

/**
 * Scripts that were neither there nor missing: redirected (to https, to a login), asked a password for, put off, or lost in
 * an error of what stands behind. Whoever follows old links, or reads a site that is down, meets the same, but is answered
 * now and then; a hunter hardly ever. So they count only where not a fifth was answered and no images were loaded.
 */
export function turnedAwayScripts(subject: Subject): readonly SignHit[] {
  const { behaviour } = subject;
  if (behaviour === null || behaviour.worksInAdmin || behaviour.assets > 0) return [];
  const answered = Object.entries(behaviour.statuses).reduce((sum, [status, count]) => sum + (status.startsWith('2') ? count : 0), 0);
  return answered * 5 > behaviour.requests ? [] : hitsOf(subject, 'turned-away').filter(({ what }) => !ownPage.test(what));
}

/** As they are counted: each line without a name for itself, and what one broken link or page makes of itself once. */
export function told(hits: readonly SignHit[], subject: Subject): readonly SignHit[] {
  const nameOf =
    loadsPages(subject) && new Set(hits.map(({ what }) => what)).size <= longestSeries
      ? (path: string) => seriesOf(oneFolderOf(oneStoreOf(path)))
      : (path: string) => oneFolderOf(oneStoreOf(path));
  return hits.map((hit) => ({ ...hit, what: hit.what === nameless ? `${nameless} at ${String(hit.epoch)}` : nameOf(hit.what) }));
}

/** Git asks for one object after another of a folder that is served as it lies, and is told that it is in a pack. */
export const oneStoreOf = (path: string): string => path.replace(/(\/\.git\/objects)\/.*$/, '$1');

/** A wrong relative link leads whoever follows it to `/a/index.php`, `/a/a/index.php` and so on. */
const oneFolderOf = (path: string): string => [...new Set(path.split('/'))].join('/');

/** So many small images a page may have lost with their script. */
const longestSeries = 30;

/** A page that lost `thumb1.php` to `thumb9.php` shows that to whoever reads it. */
const seriesOf = (path: string): string => path.replace(/[^/]*$/, (name) => name.replace(/\d+/g, '#'));

const loadsPages = ({ behaviour }: Subject): boolean => (behaviour?.assetsServed ?? 0) > 0 && (behaviour?.pagesServed ?? 0) > 0;

/** WordPress' own pages, which whoever runs a site asks for. */
const ownPage = /\/wp-admin\/(?:network\/|user\/)?[\w-]{1,40}\.php$|\/(?:index|wp-(?:login|cron|comments-post|signup|activate))\.php$/;

const isGone = ({ status }: SignHit): boolean => status === 404 || status === 410;

/** Anything but 2xx. */
export const isNotGiven = ({ status }: SignHit): boolean => status === null || status < 200 || status >= 300;

/** An error log says once more what the access log said, with the path on the disk. */
function onceOnly(hits: readonly SignHit[]): readonly SignHit[] {
  const requested = hits.filter(({ status }) => status !== null);
  const names = new Set(requested.map(({ what }) => nameOf(what)));
  return hits.filter(({ status, what }) => status !== null || (what === nameless ? requested.length === 0 : !names.has(nameOf(what))));
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
