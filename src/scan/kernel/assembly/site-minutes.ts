import { isNumbered } from './look-site';
import { reserve } from './memory';

/** Requests of one site in one minute, as they stand one after the other in a log: what is in order is told once a minute. */
@unmanaged
class SiteMinute {
  /** See `siteOf` in `look-line`, and where its name stands in the input. */
  site: u32;
  siteStart: u32;
  siteEnd: u32;
  /** Since 1970; 0 for all times before. */
  minute: u32;
  requests: u32;
  /** Answered by a program, as far as the path tells. */
  dynamic: u32;
  /** Answered 5xx. */
  serverErrors: u32;
}

let first: usize = 0;
let end: usize = 0;

export function prepareSiteMinutes(most: u32): void {
  first = reserve(<usize>most * offsetof<SiteMinute>());
  end = first;
}

export function clearSiteMinutes(): void {
  end = first;
}

export function siteMinutesAt(): usize {
  return first;
}

export function siteMinuteCount(): usize {
  return (end - first) / offsetof<SiteMinute>();
}

@inline
export function addToSiteMinute(site: u32, siteStart: u32, siteEnd: u32, minute: u32, dynamic: u32, serverErrors: u32): void {
  const last = changetype<SiteMinute>(end - offsetof<SiteMinute>());
  if (end != first && last.minute == minute && last.site == site && isNumbered(site)) {
    last.requests++;
    last.dynamic += dynamic;
    last.serverErrors += serverErrors;
    return;
  }
  const next = changetype<SiteMinute>(end);
  next.site = site;
  next.siteStart = siteStart;
  next.siteEnd = siteEnd;
  next.minute = minute;
  next.requests = 1;
  next.dynamic = dynamic;
  next.serverErrors = serverErrors;
  end += offsetof<SiteMinute>();
}
