import type { AccessEngine } from '../../scan/access/access-engine.ts';
import { counterEngine } from '../../scan/access/counter-engine.ts';
import { AccessKernel } from '../../scan/kernel/access-kernel.ts';
import { everything } from '../../scan/kernel/kernel-question.ts';
import { whereKernelRuns } from '../../scan/kernel/kernel-module.ts';
import type { IpAddress } from '../../model/ip-address.ts';
import type { PageKey } from '../../model/access-report.ts';
import type { TimeSpan } from '../../model/time-window.ts';
import { addressFilter } from './address-filter.ts';
import { agentFilter } from './agent-filter.ts';
import { siteOfFileName } from './collect-tally.ts';

/** What is to be counted. */
export interface CountQuestion {
  readonly span: TimeSpan;
  readonly pageKey: PageKey;
  readonly site: string | null;
  readonly address: IpAddress | null;
  readonly page: string | null;
  /** Only with this user agent, as `bytesAsText` spells it. */
  readonly agent?: string | null;
  /** Count pages and lines alone: nothing of addresses, sites, statuses, methods, agents and times. Half the work. */
  readonly onlyPages?: boolean;
  /** What a host in a log line is called (an addon domain logs under the name of its subdomain). */
  readonly nameSite: (host: string) => string;
  /** Random 32-bit number: see `KeyTable`. */
  readonly seed: number;
}

/** Whether a question is about a part of the requests only. */
export const isFiltered = ({ site, address, page, agent = null }: Pick<CountQuestion, 'site' | 'address' | 'page' | 'agent'>): boolean =>
  site !== null || address !== null || page !== null || agent !== null;

export interface OpenedEngine {
  readonly engine: AccessEngine;
  /** The same engine where it is the kernel, which can give and take snapshots; null where it is plain TypeScript. */
  readonly kernel: AccessKernel | null;
}

/**
 * An engine that has been asked the question: the kernel, or plain TypeScript where this machine cannot run WebAssembly with SIMD,
 * and for one user agent, of which the kernel knows nothing.
 */
export function openEngine(question: CountQuestion): OpenedEngine {
  const kernel = (question.agent ?? null) === null ? openKernel(question) : null;
  return kernel === null ? { engine: openCounter(question), kernel } : { engine: kernel, kernel };
}

/** An engine that counts nothing but lines and the time they span. */
export function openSpanEngine(): AccessEngine {
  const kernel = newKernel(0);
  if (kernel === null) return openCounter(anything);
  kernel.begin({ ...everything, parts: [] });
  return kernel;
}

const anything: CountQuestion = {
  span: { fromEpoch: -Infinity, toEpoch: Infinity },
  pageKey: 'target',
  site: null,
  address: null,
  page: null,
  nameSite: (host) => host,
  seed: 0,
};

const newKernel = (seed: number): AccessKernel | null => whereKernelRuns((module) => new AccessKernel(module, seed));

function openKernel(question: CountQuestion): AccessKernel | null {
  const kernel = newKernel(question.seed);
  kernel?.begin({
    pageKey: question.pageKey,
    fromEpoch: question.span.fromEpoch,
    toEpoch: question.span.toEpoch,
    address: question.address,
    page: pageBytes(question),
    wantsSite: question.site === null ? null : siteFilter(question.site, question.nameSite),
    ...(question.onlyPages === true ? { parts: ['pages'] as const } : {}),
  });
  return kernel;
}

const openCounter = (question: CountQuestion): AccessEngine =>
  counterEngine({
    pageKey: question.pageKey,
    fromEpoch: question.span.fromEpoch,
    toEpoch: question.span.toEpoch,
    wantsAddress: question.address === null ? null : addressFilter(question.address),
    wantsSite: question.site === null ? null : siteFilter(question.site, question.nameSite),
    page: pageBytes(question),
    wantsAgent: (question.agent ?? null) === null ? null : agentFilter(question.agent ?? ''),
    seed: question.seed,
  });

const pageBytes = ({ page }: CountQuestion): Uint8Array | null => (page === null ? null : new TextEncoder().encode(page));

const mostRemembered = 10_000;

function siteFilter(wanted: string, nameSite: (host: string) => string): (name: Uint8Array, from: 'host' | 'file-name') => boolean {
  const remembered = new Map<string, boolean>();
  return (name, from) => {
    const text = Buffer.from(name.buffer, name.byteOffset, name.length).toString('latin1').toLowerCase();
    const known = remembered.get(`${from} ${text}`);
    if (known !== undefined) return known;
    const same = (from === 'host' ? nameSite(text) : siteOfFileName(text)) === wanted;
    if (remembered.size < mostRemembered) remembered.set(`${from} ${text}`, same);
    return same;
  };
}
