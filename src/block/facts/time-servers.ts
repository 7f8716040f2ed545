import { type IpAddress, parseIpAddress } from '../../model/ip-address.ts';
import type { Looking } from './looking.ts';

const files = ['/etc/chrony.conf', '/etc/chrony/chrony.conf', '/etc/ntp.conf', '/etc/ntpsec/ntp.conf', '/etc/systemd/timesyncd.conf'];

/**
 * Time servers that are named by address (chrony.conf(5), ntp.conf(5), timesyncd.conf(5)). Those named by name are found
 * among the outbound peers while they are asked.
 */
export const timeServers = (looking: Looking): readonly IpAddress[] => files.flatMap((path) => timeServersIn(looking.text(path) ?? ''));

export const timeServersIn = (text: string): readonly IpAddress[] =>
  text.split('\n').flatMap((line) => {
    const words = line.trim().split(/[\s=]+/);
    if (words[0] === 'NTP' || words[0] === 'FallbackNTP') return words.slice(1).flatMap((word) => parseIpAddress(word) ?? []);
    return words[0] === 'server' || words[0] === 'peer' || words[0] === 'pool' ? (parseIpAddress(words[1] ?? '') ?? []) : [];
  });
