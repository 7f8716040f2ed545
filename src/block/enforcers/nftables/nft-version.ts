/** Counters in sets came with nftables 0.9.5 (June 2020). */
const oldest = [0, 9, 5] as const;

/** The version in `nftables v1.0.6 (Lester Gooch #5)`, as numbers; undefined when there is none. */
function versionIn(text: string): readonly [number, number, number] | undefined {
  const found = /\bv(\d{1,4})\.(\d{1,4})(?:\.(\d{1,4}))?/.exec(text);
  return found === null ? undefined : [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)];
}

/** Whether an `nft --version` can do what we write. */
export function isNewEnough(text: string): boolean {
  const version = versionIn(text);
  if (version === undefined) return false;
  const at = version.findIndex((part, index) => part !== oldest[index]);
  return at < 0 || (version[at] ?? 0) > (oldest[at] ?? 0);
}

export const oldestVersion = oldest.join('.');
