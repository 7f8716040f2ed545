import { type IpAddress, parseIpAddress } from '../../model/ip-address.ts';
import type { Looking } from './looking.ts';

/** Lists resolvers too where resolv.conf only names the stub on 127.0.0.53 (systemd-resolved(8)). */
const files = ['/etc/resolv.conf', '/run/systemd/resolve/resolv.conf'];

/** Addresses of the `nameserver` lines (resolv.conf(5)). */
export const resolvers = (looking: Looking): readonly IpAddress[] => files.flatMap((path) => nameservers(looking.text(path) ?? ''));

export const nameservers = (text: string): readonly IpAddress[] =>
  text.split('\n').flatMap((line) => {
    const [word, address = ''] = line.trim().split(/\s+/);
    return word === 'nameserver' ? (parseIpAddress(address) ?? []) : [];
  });
