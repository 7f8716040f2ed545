/**
 * One request as WHM hands it to a CGI program: the variables that `plugin-cpanel/index.cgi` lets through (cPanel's guide to
 * WHM plugins; the CGI/1.1 ones: RFC 3875). A variable that is not set is the empty text. Nothing in here is trusted yet.
 */
export interface CgiCall {
  readonly method: string;
  readonly query: string;
  /** Path and query as the browser sent them, `/cpsess…` first. */
  readonly uri: string;
  readonly contentLength: string;
  readonly contentType: string;
  /** Who is logged in to WHM. */
  readonly user: string;
  readonly peer: string;
  /** `/cpsess` and a number: the secret of the login session. */
  readonly securityToken: string;
  /** Set when the request came with an API token instead of a login. */
  readonly apiToken: string;
  /** Set when somebody of a team works under the name of its account. */
  readonly teamUser: string;
  readonly host: string;
  readonly origin: string;
  readonly referer: string;
  /** `same-origin`, `cross-site` …, from browsers that say so (Fetch Metadata). */
  readonly fetchSite: string;
  /** Where WHM keeps the pages it draws for plugins, where that is not the usual place. */
  readonly chromeFolder: string;
}

export function readCgiCall(variables: Readonly<Record<string, string | undefined>>): CgiCall {
  const of = (name: string): string => variables[name] ?? '';
  return {
    method: of('REQUEST_METHOD'),
    query: of('QUERY_STRING'),
    uri: of('REQUEST_URI'),
    contentLength: of('CONTENT_LENGTH'),
    contentType: of('CONTENT_TYPE'),
    user: of('REMOTE_USER'),
    peer: of('REMOTE_ADDR'),
    securityToken: of('cp_security_token'),
    apiToken: of('WHM_API_TOKEN_NAME'),
    teamUser: of('TEAM_USER'),
    host: of('HTTP_HOST'),
    origin: of('HTTP_ORIGIN'),
    referer: of('HTTP_REFERER'),
    fetchSite: of('HTTP_SEC_FETCH_SITE'),
    chromeFolder: of('whm_chrome_cache_directory'),
  };
}
