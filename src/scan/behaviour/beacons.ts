/** Where pages report to whoever counts their readers: Matomo, Google's tags sent through the own server, and their kin. */
const beacon = /\/(?:matomo|piwik|matomo-proxy|g\/collect|j\/collect|collect|beacon|pixel|tracker)(?:\.php|\.gif)?\/?$/i;

/** What such a report quotes: the title and address of the page, where the reader came from, what was looked for. */
const quoted =
  /([?&](?:action_name|url|urlref|search|search_cat|download|link|e_[acn]|c_[npt]|dl|dt|dr|dp|title|page|page_title|page_location|ref|referr?er|location)=)[^&]*/gi;

/** The target without what a beacon quotes, for readers of an article about attacks carry its words; null where it is no beacon. */
export function withoutQuoted(logged: string): string | null {
  const mark = logged.indexOf('?');
  if (mark < 0 || !beacon.test(logged.slice(0, mark))) return null;
  return logged.slice(0, mark) + logged.slice(mark).replace(quoted, '$1');
}
