/** Where pages report to whoever counts their readers: Matomo, Google's tags sent through the own server, and their kin. */
const beacon = /\/(?:matomo|piwik|matomo-proxy|g\/collect|j\/collect|collect|beacon|pixel|tracker)(?:\.php|\.gif)?\/?$/i;

/** What stands behind a program's name is only handed to it. */
const inProgram = /\.ph(?:p\d?|tml)\//i;

/** What such a report quotes: the title and address of the page, where the reader came from, what was looked for. */
const quoted =
  /([?&](?:action_name|url|urlref|search|search_cat|download|link|e_[acn]|c_[npt]|dl|dt|dr|dp|title|page|page_title|page_location|ref|referr?er|location)=)[^&]*/gi;

/** Matomo's own program, which does with what it is told what it does with any text. */
const matomo = /\/(?:matomo|piwik)\.php$/i;

/**
 * The target without what a beacon quotes, for readers of an article about attacks carry its words; null where it is no beacon.
 * @param isReadAbout whether people read about such attacks everywhere; else only the programs are believed that are known
 */
export function withoutQuoted(logged: string, isReadAbout: boolean): string | null {
  const mark = logged.indexOf('?');
  if (mark < 0) return null;
  const page = logged.slice(0, mark);
  if (!(isReadAbout ? beacon : matomo).test(page) || inProgram.test(page)) return null;
  return page + logged.slice(mark).replace(quoted, '$1');
}
