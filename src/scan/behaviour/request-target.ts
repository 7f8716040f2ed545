/** The target of a request, taken apart and decoded once. All of it in lower case. */
export interface RequestTarget {
  /** `%xx` decoded once, repeated and trailing slashes folded: `/blog/wp-login.php`; `/` for the root. */
  readonly path: string;
  /** The names between its slashes. */
  readonly names: readonly string[];
  /** The last of them, and what stands behind its last dot; empty where there is none. */
  readonly name: string;
  readonly ending: string;
  /** Whether it ends in a slash: a folder, or a page that is called like a file. */
  readonly isFolder: boolean;
  /** The query, decoded once; empty where there is none. */
  readonly query: string;
}

/** Web servers refuse longer request lines (Apache's LimitRequestLine: 8,190); what stands behind is not looked at. */
export const longestTarget = 8192;

const absoluteForm = /^https?:\/\/[^/?#]*/i;

/** Takes a target apart as it stands in the log. */
export function readTarget(logged: string): RequestTarget {
  const target = logged.slice(0, longestTarget).replace(absoluteForm, '');
  const mark = target.indexOf('?');
  const path = decoded(mark < 0 ? target : target.slice(0, mark));
  const names = path
    .toLowerCase()
    .split('/')
    .filter((name) => name !== '');
  const name = names.at(-1) ?? '';
  const dot = name.lastIndexOf('.');
  return {
    path: `/${names.join('/')}`,
    names,
    name,
    ending: dot < 0 ? '' : name.slice(dot + 1),
    isFolder: path.endsWith('/'),
    query: mark < 0 ? '' : decoded(target.slice(mark + 1)).toLowerCase(),
  };
}

/** The same page asked for with a query, which stands as it is in the log. */
export const withQuery = (page: RequestTarget, query: string): RequestTarget => ({
  path: page.path,
  names: page.names,
  name: page.name,
  ending: page.ending,
  isFolder: page.isFolder,
  query: decoded(query).toLowerCase(),
});

const escaped = /%([0-9a-f]{2})/gi;

/** `%xx` as its byte, once. */
export const decoded = (text: string): string =>
  text.includes('%') ? text.replace(escaped, (_, byte: string) => String.fromCharCode(Number.parseInt(byte, 16))) : text;
