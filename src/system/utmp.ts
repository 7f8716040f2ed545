import { type IpAddress, ipAddressOfBytes, ipAddressOfGroups, parseIpAddress } from '../model/ip-address.ts';

/** Somebody logged in to a terminal, as the machine wrote it down. */
export interface LoginRecord {
  readonly address: IpAddress;
  /** Raw. */
  readonly user: string;
  readonly pid: number;
  /** Seconds since 1970. */
  readonly epoch: number;
}

/** Where the fields of `struct utmp` lie (utmp(5), bits/utmp.h of glibc); little-endian on every machine we run on. */
interface Layout {
  readonly recordBytes: number;
  readonly secondsAt: number;
  readonly addressAt: number;
}

/** x86-64, which keeps the sizes of 32 bits; and the machines that do not (arm64). */
const layouts: readonly Layout[] = [
  { recordBytes: 384, secondsAt: 340, addressAt: 348 },
  { recordBytes: 400, secondsAt: 344, addressAt: 360 },
];
const pidAt = 4;
const userAt = 44;
const hostAt = 76;
const [userBytes, hostBytes] = [32, 256];
const userProcess = 7;
const lastType = 9;

/**
 * The logins from elsewhere that the bytes of /var/run/utmp or /var/log/wtmp hold, in their order; undefined when they are
 * of no known layout. A record that is cut at the end is left out.
 */
export function loginRecords(bytes: Uint8Array): readonly LoginRecord[] | undefined {
  const layout = layoutOf(bytes);
  if (layout === undefined) return undefined;
  const logins: LoginRecord[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + layout.recordBytes <= bytes.length; at += layout.recordBytes) {
    if (view.getInt16(at, true) !== userProcess) continue;
    const address = addressOf(bytes, view, at, layout);
    if (address === undefined) continue;
    const user = textAt(bytes, at + userAt, userBytes);
    logins.push({ address, user, pid: view.getInt32(at + pidAt, true), epoch: view.getUint32(at + layout.secondsAt, true) });
  }
  return logins;
}

/** The layout that finds most records with a type; read by the wrong one, most types are none. */
function layoutOf(bytes: Uint8Array): Layout | undefined {
  const scored = layouts.map((layout) => ({ layout, typed: typedRecords(bytes, layout) }));
  const [best] = scored.sort((a, b) => b.typed - a.typed);
  return best === undefined || best.typed < 0 ? undefined : best.layout;
}

/** How many records say what they are (a 16-bit number from 1 to 9); -1 when one says something that does not exist. */
function typedRecords(bytes: Uint8Array, { recordBytes }: Layout): number {
  let typed = 0;
  for (let at = 0; at + recordBytes <= bytes.length; at += recordBytes) {
    const type = (bytes[at] ?? 0) + (bytes[at + 1] ?? 0) * 256;
    if (type > lastType) return -1;
    if (type > 0) typed++;
  }
  return typed;
}

/** The address as bytes in network order, four of them when the rest is zero; where it is empty, the host when it is one. */
function addressOf(bytes: Uint8Array, view: DataView, at: number, { addressAt }: Layout): IpAddress | undefined {
  const from = at + addressAt;
  const groups = Array.from({ length: 8 }, (_, index) => view.getUint16(from + index * 2));
  if (groups.every((group) => group === 0)) return parseIpAddress(textAt(bytes, at + hostAt, hostBytes));
  if (groups.slice(2).some((group) => group !== 0)) return ipAddressOfGroups(groups);
  const [a = 0, b = 0, c = 0, d = 0] = bytes.subarray(from, from + 4);
  return ipAddressOfBytes(a, b, c, d);
}

function textAt(bytes: Uint8Array, at: number, length: number): string {
  const field = bytes.subarray(at, at + length);
  const end = field.indexOf(0);
  return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end));
}
