const browser = /^Mozilla\/\d.{0,200}(?:AppleWebKit|Gecko\/|MSIE |Trident\/|Presto\/)/;
/** Apps that show pages inside, programs of Windows and of .NET, and robots that say so. */
const program =
  /; wv\)|electron\/|headless|wp-(?:android|iphone|ios)|powershell|winhttp|ms web services|compatible; (?!msie)|https?:|bot\b|crawl|spider|preview/i;

/**
 * Whether a user agent is one that browsers have, and no program of its own name. Robots that guess passwords put these on;
 * shops' and customers' programs have no reason to.
 */
export const isBrowserAgent = (agent: string): boolean => browser.test(agent) && !program.test(agent);

/** WordPress' own apps, which people's phones use from everywhere. */
export const isWordPressApp = (agent: string): boolean => /(?:^|\s)wp-(?:android|iphone|ios)\//.test(agent);
