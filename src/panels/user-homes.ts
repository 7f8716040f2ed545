export interface UserHome {
  readonly uid: number;
  readonly home: string;
}

/** Users of passwd(5) text by name, with uid and home; lines that do not fit are left out. */
export function homesByUser(passwd: string): ReadonlyMap<string, UserHome> {
  const homes = new Map<string, UserHome>();
  for (const line of passwd.split('\n')) {
    const [name, , uid, , , home] = line.split(':');
    if (name === undefined || name === '' || uid === undefined || !/^\d+$/.test(uid) || home?.startsWith('/') !== true) continue;
    if (!homes.has(name)) homes.set(name, { uid: Number(uid), home });
  }
  return homes;
}
