import { listFolder } from '../../system/folders.ts';
import { below, type Looking, orNull } from './looking.ts';

const mostFiles = 100;

/** The ports sshd is set to, by `Port` or with an address it listens on (sshd_config(5)); 22 where none is. */
export function sshPorts(looking: Looking): ReadonlySet<number> {
  const folder = '/etc/ssh/sshd_config.d';
  const more = orNull(listFolder(below(looking.root, folder), mostFiles), looking.problems) ?? [];
  const files = ['/etc/ssh/sshd_config', ...more.filter(({ name }) => name.endsWith('.conf')).map(({ name }) => `${folder}/${name}`)];
  const ports = files.flatMap((path) => portsIn(looking.text(path) ?? ''));
  return new Set(ports.length === 0 ? [22] : ports);
}

const portsIn = (text: string): readonly number[] =>
  [...text.matchAll(/^[ \t]*(?:Port[ \t=]+|ListenAddress[ \t=]+(?:\[[\da-f:]+\]|[^\s:]+):)(\d{1,5})/gim)]
    .map(([, port]) => Number(port))
    .filter((port) => port > 0 && port < 65_536);
