import { looksAnonymised } from '../model/anonymised.ts';
import type { PageKey } from '../model/access-report.ts';
import type { BlockTarget } from '../model/block.ts';
import { parseDomainName } from '../model/domain-name.ts';
import { type IpAddress, parseIpAddress } from '../model/ip-address.ts';
import type { WindowName } from '../model/time-window.ts';

export const pageNames = ['overview', 'pages', 'site', 'errors', 'address', 'block', 'blocks', 'sources', 'settings'] as const;
export type PageName = (typeof pageNames)[number];

export const isPageName = (text: string): text is PageName => (pageNames as readonly string[]).includes(text);

/** How the overview lists peers. */
export const peerGroupings = ['address', 'subnet'] as const;
export type PeerGrouping = (typeof peerGroupings)[number];

/** What a page is asked to show. */
export interface PageQuestion {
  readonly page: PageName;
  readonly window: WindowName;
  readonly key: PageKey;
  readonly by: PeerGrouping;
  /** Length of the lists. */
  readonly top: number;
  readonly site: string | null;
  readonly address: IpAddress | null;
  /** One page, named as `key` names pages. */
  readonly only: string | null;
  /** One user agent, as it was logged. */
  readonly agent: string | null;
  /** What is to be blocked, or is: an address or a range, canonical. */
  readonly target: BlockTarget | null;
  /** The block that was just made or lifted, by its id; `saved` for settings. */
  readonly done: string | null;
}

/** Where a link leads: a question in which everything usual is left out. `web/routes.ts` knows how it looks in an address bar. */
export type PageTarget = Pick<PageQuestion, 'page'> & { readonly [Name in keyof Omit<PageQuestion, 'page'>]?: PageQuestion[Name] };

/** The usual values. */
export const usual = { window: '1h', key: 'target', by: 'address' } as const;

/** The usual length of a page's lists: short where many of them stand together. */
export const usualTop = (page: PageName): number => (page === 'overview' ? 12 : 20);

/** Lists grow in these steps when asked to; whoever needs more takes the command's JSON. */
const topSteps = [50, 200, 1000] as const;

/** The same page with the next longer list, or null at the end of the steps. */
export function longerList(here: PageQuestion): PageTarget | null {
  const next = topSteps.find((step) => step > here.top);
  return next === undefined ? null : { ...here, top: next };
}

// Servers in front of us refuse very long request lines.
const longestLinkedText = 1500;

/**
 * The page of one address; null for a client that is logged by name. `site` is where one comes from: the address may be blocked
 * for it there.
 */
export function addressTarget(address: string, window: WindowName, site: string | null = null): PageTarget | null {
  const parsed = parseIpAddress(address);
  return parsed === undefined ? null : { page: 'address', address: parsed, window, ...(site === null ? {} : { site }) };
}

/** The page that blocks and unblocks one address or range, for one site or the whole server. */
export const blockTarget = (target: BlockTarget, site: string | null = null): PageTarget => ({
  page: 'block',
  target,
  ...(site === null ? {} : { site }),
});

/** The same for an address as it was logged; null for a client that is logged by name, or of which only a part is left. */
export function blockTargetFor(address: string): PageTarget | null {
  const parsed = parseIpAddress(address);
  return parsed === undefined || looksAnonymised(parsed) ? null : blockTarget(parsed);
}

/** The same for an address that is connected, and so is one, whatever it looks like. */
export function blockTargetOfPeer(address: string): PageTarget | null {
  const parsed = parseIpAddress(address);
  return parsed === undefined ? null : blockTarget(parsed);
}

/** The page of one site; null for a name that is no domain (an FPM pool, `unknown`). */
export const siteTarget = (site: string, window: WindowName): PageTarget | null =>
  parseDomainName(site) === undefined ? null : { page: 'site', site, window };

/** Who asks for one page; null when its name is too long for a link. */
export function requestedPageTarget(page: string, here: PageQuestion): PageTarget | null {
  if (!fitsLink({ page, agent: here.agent ?? '' })) return null;
  return { page: 'pages', only: page, agent: here.agent, key: here.key, window: here.window, site: here.site };
}

/** Who comes with one user agent; null when there is none, or it is too long for a link. */
export function agentTarget(agent: string, here: PageQuestion): PageTarget | null {
  if (agent === '' || !fitsLink({ agent, page: here.only ?? '' })) return null;
  return { page: 'pages', only: here.only, agent, key: here.key, window: here.window, site: here.site };
}

const fitsLink = (texts: Readonly<Record<string, string>>): boolean =>
  new URLSearchParams({ ...texts }).toString().length <= longestLinkedText;
