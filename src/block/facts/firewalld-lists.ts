import { listFolder } from '../../system/folders.ts';
import type { AllowEntry } from '../guard/guard-facts.ts';
import { covered } from './allow-line.ts';
import { below, type Looking, orNull } from './looking.ts';

const folder = '/etc/firewalld/zones';
const mostFiles = 200;

/** Sources of the zones that let everything in, the trusted one first (firewalld.zone(5)). */
export function firewalldLists(looking: Looking): readonly AllowEntry[] {
  const files = orNull(listFolder(below(looking.root, folder), mostFiles), looking.problems) ?? [];
  return files
    .filter(({ name }) => name.endsWith('.xml'))
    .flatMap(({ name }) =>
      acceptedSources(looking.text(`${folder}/${name}`) ?? '').map((covers) => ({
        covers,
        list: `firewalld's zone ${name.slice(0, -'.xml'.length)}`,
        comment: null,
      })),
    );
}

export function acceptedSources(xml: string): readonly AllowEntry['covers'][] {
  const zone = /<zone\b[^>]*>/.exec(xml)?.[0] ?? '';
  if (!/\btarget\s*=\s*["']ACCEPT["']/.test(zone)) return [];
  return [...xml.matchAll(/<source\b[^>]*?\baddress\s*=\s*["']([^"'<>]{1,64})["']/g)].flatMap(([, address = '']) => covered(address) ?? []);
}
