import { join } from 'node:path';
import type { LogCatalog, LogFile, LogPlace, LogTrust, AccessLogKind, ErrorLogKind } from '../model/log-catalog.ts';
import { isLeftAside } from '../model/log-name.ts';
import type { Problem } from '../model/problem.ts';
import { type FolderEntry, listFolder, lookAt } from '../system/folders.ts';

/** An account's own log folder holds a handful of files. */
const mostInUserFolder = 5_000;

const systemTrust: LogTrust = { in: 'system' };

export interface FolderSearch {
  /** What the place is, for the list of sources: `cPanel domlogs`. */
  readonly what: string;
  readonly folder: string;
  /** Names to take; what is left aside (statistics copies, counters) never reaches it. */
  readonly takes: (name: string) => boolean;
  readonly siteOf: (name: string) => string | null;
  /** Given for folders known to be a user's; for others the folder's owner tells. */
  readonly trust?: LogTrust;
}

/**
 * Collects logs place by place and remembers every place, also those where nothing was, so that the list of sources can
 * say what was looked for in vain. A folder reached by two names (a link) is read once.
 */
export class PlaceSearch {
  readonly #accessLogs: LogFile<AccessLogKind>[] = [];
  readonly #errorLogs: LogFile<ErrorLogKind>[] = [];
  readonly #places: LogPlace[] = [];
  readonly #foldersSeen = new Set<string>();

  catalog(): LogCatalog {
    return { accessLogs: this.#accessLogs, errorLogs: this.#errorLogs, places: this.#places };
  }

  /** Takes the access logs of a folder; gives how many there were. */
  accessFolder(search: FolderSearch): number {
    const found = this.#search(search, 'access');
    for (const { name, trust } of found) {
      this.#accessLogs.push({ path: join(search.folder, name), kind: 'access', site: search.siteOf(name), trust });
    }
    return found.length;
  }

  /** Takes the error logs of one kind in a folder; gives how many there were. */
  errorFolder(search: FolderSearch, kind: ErrorLogKind): number {
    const found = this.#search(search, kind);
    for (const { name, trust } of found) {
      this.#errorLogs.push({ path: join(search.folder, name), kind, site: search.siteOf(name), trust });
    }
    return found.length;
  }

  /** Takes one error log whose whole path is known; gives whether it is there. */
  errorFile(what: string, path: string, kind: ErrorLogKind, site: string | null = null, trust = systemTrust): boolean {
    const facts = lookAt(path, trust.in === 'system' ? 'follow-links' : 'not-links');
    const problem: Problem | null = !facts.ok ? facts.problem : facts.value.kind === 'file' ? null : { kind: 'not-a-regular-file', path };
    if (problem === null) this.#errorLogs.push({ path, kind, site, trust });
    this.#places.push({ what, path, files: problem === null ? 1 : 0, leftAside: 0, problem });
    return problem === null;
  }

  /** Remembers logs of a place that are left aside for a reason, which `what` says. */
  aside(what: string, path: string, files: number): void {
    this.#places.push({ what, path, files: 0, leftAside: files, problem: null });
  }

  /** Remembers a place that could not even be looked for. */
  failed(what: string, path: string, problem: Problem): void {
    this.#places.push({ what, path, files: 0, leftAside: 0, problem });
  }

  #search(search: FolderSearch, kind: string): { readonly name: string; readonly trust: LogTrust }[] {
    const { what, folder } = search;
    const facts = lookAt(folder, search.trust === undefined ? 'follow-links' : 'not-links');
    const trust = search.trust ?? (facts.ok ? trustIn(folder, facts.value.uid) : systemTrust);
    if (facts.ok && facts.value.kind === 'link') {
      this.#places.push({ what, path: folder, files: 0, leftAside: 0, problem: { kind: 'is-a-link', path: folder } });
      return [];
    }
    if (facts.ok) {
      const identity = `${kind} ${facts.value.identity}`;
      if (this.#foldersSeen.has(identity)) return [];
      this.#foldersSeen.add(identity);
    }
    const listed = trust.in === 'user-folder' ? listFolder(folder, mostInUserFolder) : listFolder(folder);
    if (!listed.ok) {
      this.#places.push({ what, path: folder, files: 0, leftAside: 0, problem: listed.problem });
      return [];
    }
    const files = listed.value.filter((entry) => isFileOrLink(entry));
    const leftAside = files.filter((entry) => isLeftAside(entry.name)).length;
    const taken = files.filter((entry) => !isLeftAside(entry.name) && search.takes(entry.name));
    this.#places.push({ what, path: folder, files: taken.length, leftAside, problem: null });
    return taken.map(({ name }) => ({ name, trust }));
  }
}

/** Whose word a folder is that this user id owns. */
export const trustIn = (folder: string, uid: number): LogTrust => (uid === 0 ? systemTrust : { in: 'service-folder', folder, uid });

const isFileOrLink = (entry: FolderEntry): boolean => entry.kind === 'file' || entry.kind === 'link';
