import type { BlockOrder, HeldBlock } from '../../../model/block.ts';
import type { Problem } from '../../../model/problem.ts';
import { failed, ok, type Result } from '../../../model/result.ts';
import type { AskSite, SiteDoor } from '../../../system/ask-site.ts';
import type { AccountFiles, AccountIds } from '../../../system/run-as-account.ts';
import type { Enforcer } from '../../enforcer.ts';
import { oneAtATime } from '../../one-at-a-time.ts';
import { orderRefusal } from '../order-refusal.ts';
import { foreignDenies } from './foreign-denies.ts';
import { type HtaccessFile, readHtaccess, sectionFor, writeHtaccess } from './htaccess-file.ts';
import { sectionLines, type SiteBlock } from './section-text.ts';
import { askAtDoors, type CheckOutcome, judgeCheck } from './site-check.ts';

/** A site as the panel knows it. */
export interface Site {
  readonly domain: string;
  /** Absolute, in the account's home. */
  readonly documentRoot: string;
  readonly home: string;
  readonly account: AccountIds;
  /** Where the web server listens for it on this machine, http before https. */
  readonly doors: readonly SiteDoor[];
}

export interface HtaccessMachine {
  /** Null when certainly no site of this panel has the name; a Problem when that cannot be told. */
  readonly findSite: (domain: string) => Result<Site | null, Problem>;
  readonly files: AccountFiles;
  readonly ask: AskSite;
  /** Domains the journal knows blocks of; `list` reads their files and no others. */
  readonly blockedSites: () => readonly string[];
}

const about = {
  name: 'htaccess',
  title: "the site's .htaccess",
  effect: 'web',
  scopes: ['domain'],
  outlivesRestart: 'all',
  stops:
    'Refuses what Apache would answer for this one site; what a server or proxy in front answers by itself (nginx, a CDN) is not stopped, and behind one that hides the visitor the address is never seen.',
} as const;

/** The web server reads the section with every request of the site. */
const mostBlocks = 100;

/**
 * Blocks for one site, in a section of our own in its `.htaccess`. The file is touched with its account's rights only, and
 * only as the version that was read. After each new block the site is asked once, from an address that the section keeps
 * out too: a site that broke, or does not obey, gets its old file back.
 */
export function htaccess(machine: HtaccessMachine): Enforcer {
  const inTurn = oneAtATime();
  return {
    ...about,
    usable: () => Promise.resolve(ok(null)),
    plan: (order) => plan(machine, order),
    apply: (order) => inTurn(() => apply(machine, order)),
    readBack: async ({ target, scope }) => {
      const opened = await open(machine, { target, scope });
      if (!opened.ok) return opened;
      if ('gone' in opened.value) return ok(null);
      const block = blocksIn(opened.value.file).find((each) => each.target === target);
      return ok(block === undefined ? null : heldBlock(block));
    },
    lift: (order) => inTurn(() => lift(machine, order)),
    list: () => list(machine),
  };
}

type Of = Pick<BlockOrder, 'target' | 'scope'>;

interface OpenSite {
  readonly site: Site;
  readonly path: string;
  readonly file: HtaccessFile;
  readonly bytes: Buffer | null;
  readonly version: string;
}

/** The site is not on this machine any more: what is said to whoever wants to write there. A folder that is only missing is no such site. */
interface Gone {
  readonly gone: Problem;
}

async function open(machine: HtaccessMachine, { target, scope }: Of): Promise<Result<OpenSite | Gone, Problem>> {
  const problem = orderRefusal(about, { target, scope });
  return problem === null ? openSite(machine, scope.kind === 'domain' ? scope.domain : '') : failed(problem);
}

async function openSite(machine: HtaccessMachine, domain: string): Promise<Result<OpenSite | Gone, Problem>> {
  const found = machine.findSite(domain);
  if (!found.ok) return found;
  const site = found.value;
  if (site === null) return ok({ gone: { kind: 'cannot-do', where: about.title, what: 'find that site here' } });
  const path = `${site.documentRoot}/.htaccess`;
  const read = await machine.files.read(site.account, { home: site.home, path });
  // A folder that is missing may come back, with our section in it.
  if (!read.ok) return read;
  const file = readHtaccess(read.value.bytes?.toString('latin1') ?? '');
  if ('unreadable' in file) return failed({ kind: 'unknown-format', path, expected: file.unreadable });
  return ok({ site, path, file, ...read.value });
}

const blocksIn = (file: HtaccessFile): readonly SiteBlock[] => file.section?.blocks ?? [];

const withOrder = (file: HtaccessFile, { id, target, untilEpoch }: BlockOrder): readonly SiteBlock[] => [
  ...blocksIn(file),
  { id, target, untilEpoch },
];

async function openToWrite(machine: HtaccessMachine, of: Of): Promise<Result<OpenSite, Problem>> {
  const opened = await open(machine, of);
  if (!opened.ok) return opened;
  return 'gone' in opened.value ? failed(opened.value.gone) : ok(opened.value);
}

async function plan(machine: HtaccessMachine, order: BlockOrder): ReturnType<Enforcer['plan']> {
  const opened = await openToWrite(machine, order);
  if (!opened.ok) return opened;
  const { file, path, bytes } = opened.value;
  const lines = sectionLines(sectionFor(file, withOrder(file, order), bytes === null));
  return ok({ commands: [], texts: [{ to: path, text: `${lines.join('\n')}\n` }], calls: [] });
}

async function apply(machine: HtaccessMachine, order: BlockOrder): ReturnType<Enforcer['apply']> {
  const opened = await openToWrite(machine, order);
  if (!opened.ok) return opened;
  const { site, path, file, bytes, version } = opened.value;
  if (blocksIn(file).some(({ target }) => target === order.target)) return ok({ already: true, endsByItselfEpoch: null, remarks: [] });
  if (blocksIn(file).length >= mostBlocks) return failed({ kind: 'limit-reached', what: `blocks of ${site.domain}`, limit: mostBlocks });
  const before = await askAtDoors(machine.ask, site.domain, site.doors);
  const text = writeHtaccess(file, withOrder(file, order), bytes === null);
  const place = { home: site.home, path };
  const written = await machine.files.replace(site.account, place, version, text === null ? null : Buffer.from(text, 'latin1'));
  if (!written.ok) return written;
  const after = await askAtDoors(machine.ask, site.domain, site.doors);
  const outcome = judgeCheck(file.section === null ? before : before.map(beforeFirst), after);
  const problem = problemOf(outcome, site.domain);
  if (problem === null) return ok({ already: false, endsByItselfEpoch: null, remarks: remarksOf(outcome, site.domain) });
  const restored = await machine.files.replace(site.account, place, written.value, bytes);
  return failed(restored.ok ? problem : notRestored(restored.problem, site.domain));
}

/** With a section there already, our own address was refused by it: that says nothing about the site. */
const beforeFirst = (status: number | null): number | null => (status === 403 ? 200 : status);

function problemOf(outcome: CheckOutcome, domain: string): Problem | null {
  switch (outcome) {
    case 'holds':
    case 'cannot-be-told':
      return null;
    case 'broke-the-site':
      return cannot(domain, 'take the block: the site answered with error 500, so its file was put back as it was');
    case 'was-broken':
      return cannot(domain, 'be used: the site answers with error 500 with and without the block, as it does when that file has a mistake');
    case 'is-not-obeyed':
      return cannot(domain, 'keep an address out: its web server does not obey it, so the file was put back as it was');
  }
}

const cannot = (domain: string, what: string): Problem => ({ kind: 'cannot-do', where: `The .htaccess of ${domain}`, what });

const notRestored = (problem: Problem, domain: string): Problem => ({
  kind: 'unexpected-answer',
  from: domain,
  detail: `the block does not work there and its .htaccess could not be put back (${problem.kind}): look at that file now`,
});

const remarksOf = (outcome: CheckOutcome, domain: string): readonly string[] =>
  outcome === 'holds' ? [] : [`Whether ${domain} obeys the block could not be tested: it did not answer a request of our own plainly.`];

async function lift(machine: HtaccessMachine, of: Of): ReturnType<Enforcer['lift']> {
  const opened = await open(machine, of);
  if (!opened.ok) return opened;
  if ('gone' in opened.value) return ok('place-gone');
  const { site, path, file, version } = opened.value;
  const left = blocksIn(file).filter(({ target }) => target !== of.target);
  if (left.length === blocksIn(file).length) return ok('was-not-there');
  const text = writeHtaccess(file, left, false);
  const bytes = text === null ? null : Buffer.from(text, 'latin1');
  const written = await machine.files.replace(site.account, { home: site.home, path }, version, bytes);
  return written.ok ? ok('lifted') : written;
}

async function list(machine: HtaccessMachine): ReturnType<Enforcer['list']> {
  const held: HeldBlock[] = [];
  for (const domain of machine.blockedSites()) {
    const opened = await openSite(machine, domain);
    if (!opened.ok) return opened;
    // A site that was removed took its blocks with it.
    if ('gone' in opened.value) continue;
    const { file } = opened.value;
    // More than we ever write is the work of the site's people, and must not fill everybody's list.
    held.push(...blocksIn(file).slice(0, mostBlocks).map(heldBlock), ...foreignDenies(`${file.before}\n${file.after}`));
  }
  return ok(held);
}

const heldBlock = ({ id, target, untilEpoch }: SiteBlock): HeldBlock => ({
  target,
  enforcer: 'htaccess',
  id,
  untilEpoch,
  // The file is read by the site's people; the reason may speak of other sites. The journal has it.
  reason: null,
  kept: null,
});
