/**
 * Login names by number, from the text of /etc/passwd (passwd(5): `name:password:UID:GID:…`). Of several names for a
 * number the first counts, as it does for getpwuid(3).
 */
export function userNames(passwdText: string): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  for (const line of passwdText.split('\n')) {
    const [name, , uid] = line.split(':', 3);
    if (name === undefined || name === '' || uid === undefined || !/^\d{1,10}$/.test(uid)) continue;
    if (!names.has(Number(uid))) names.set(Number(uid), name);
  }
  return names;
}
