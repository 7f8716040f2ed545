import type { PanelName } from '../model/panel.ts';
import { assertNever } from '../model/result.ts';
import type { MachineFacts } from '../model/sources-report.ts';
import type { WindowName } from '../model/time-window.ts';
import { type PageName, type PageQuestion, type PageTarget, usual } from './page-target.ts';
import { printable } from './printable.ts';

/** What stands above every page: known before anything is read. */
export interface Frame {
  readonly title: string;
  readonly hostName: string | null;
  readonly panel: string | null;
  /** Said where the pages show a part of the server only. */
  readonly scope: string | null;
  readonly links: readonly FrameLink[];
  readonly window: WindowName;
}

export interface FrameLink {
  readonly text: string;
  readonly target: PageTarget;
  readonly current: boolean;
}

const panelTitles: Readonly<Record<PanelName, string | null>> = { cpanel: 'cPanel & WHM', plesk: 'Plesk', standalone: null };

const mainPages: readonly (readonly [PageName, string])[] = [
  ['overview', 'Overview'],
  ['pages', 'Pages'],
  ['errors', 'Errors'],
  ['blocks', 'Blocks'],
  ['sources', 'Sources'],
];

const settingsLink: (typeof mainPages)[number] = ['settings', 'Settings'];

/** The frame of a page that says why there is no other. */
export const problemFrame = (title: string, machine: MachineFacts | null, hasSettings = false): Frame =>
  frameOf({ title, section: null, window: usual.window }, machine, hasSettings);

/** The frame of the page that a question asks for. `hasSettings`: whoever looks may see and change them. */
export const pageFrame = (here: PageQuestion, machine: MachineFacts, hasSettings = false): Frame =>
  frameOf({ title: titleOf(here), section: sectionOf(here), window: here.window }, machine, hasSettings);

interface Framed {
  readonly title: string;
  readonly section: PageName | null;
  readonly window: WindowName;
}

/** `machine` is null where nothing may be asked of it any more, on the page that says that we failed. */
function frameOf({ title, section, window }: Framed, machine: MachineFacts | null, hasSettings: boolean): Frame {
  const pages = hasSettings ? [...mainPages, settingsLink] : mainPages;
  return {
    title,
    hostName: machine === null ? null : printable(machine.hostName),
    panel: machine === null ? null : panelTitles[machine.panel],
    scope: machine?.ownAccounts === undefined ? null : scopeText(machine.ownAccounts),
    links: pages.map(([name, text]) => ({ text, target: { page: name, window }, current: name === section })),
    window,
  };
}

/** Connections to a shared address cannot be told apart by site: the socket tables know no sites. */
const scopeText = (accounts: number): string =>
  `This is the view of your own accounts (${String(accounts)}): what their sites are asked for, their errors, and the connections ` +
  'that are certainly theirs, which those to an address shared with others are not. Load and memory are the whole server’s.';

function titleOf({ page, site, address, only, target }: PageQuestion): string {
  switch (page) {
    case 'overview':
      return 'Overview';
    case 'pages':
      return only === null ? 'Pages' : 'One page';
    case 'site':
      return printable(site ?? 'Site');
    case 'errors':
      return 'Errors';
    case 'address':
      return address ?? 'Address';
    case 'block':
      return `Block ${target ?? ''}`.trim();
    case 'blocks':
      return 'Blocks';
    case 'sources':
      return 'Sources';
    case 'settings':
      return 'Settings';
    default:
      return assertNever(page);
  }
}

/** Which link of the navigation leads here; null for a page that is reached from others. */
const sectionOf = ({ page }: PageQuestion): PageName | null => ([...mainPages, settingsLink].some(([name]) => name === page) ? page : null);
