/**
 * Reads EasyApache 4's `/etc/cpanel/ea4/paths.conf`, lines of `key=value`; it says where this server keeps its web
 * server's logs (`dir_domlogs`, `file_error_log`, …). Lines of other shapes are ignored.
 */
export function parsePathsConf(text: string): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  for (const line of text.split('\n')) {
    const match = /^\s*([a-z_]+)\s*=\s*(\/\S*)\s*$/.exec(line);
    if (match?.[1] !== undefined && match[2] !== undefined) paths.set(match[1], match[2]);
  }
  return paths;
}
