import type { Blocks } from '../../actions/blocks.ts';
import { claimsIn } from '../../block/claims.ts';
import type { IpAddress } from '../../model/ip-address.ts';
import type { Operator } from '../../model/operator.ts';
import { vhostsFolder } from '../../panels/plesk/find-logs.ts';
import { printable } from '../../views/printable.ts';
import type { TokenMaker } from '../../web/form-token.ts';
import { memoryFolder } from '../memory-folder.ts';
import { formTokens } from '../form-tokens.ts';
import { type Machine, openMachine } from '../machine.ts';
import { localOperator } from '../local-operator.ts';
import { join } from 'node:path';
import { secretAt } from '../../system/secret-file.ts';
import { type KeptReadings, keepReadings } from './readings/keep-readings.ts';
import { type SiteRuleChannel, siteRuleChannel } from './site-rule-channel.ts';

/** What answers for the extension are made of. */
export interface PleskHouse {
  readonly root: string;
  /** Where Plesk keeps the sites. */
  readonly vhosts: string;
  /**
   * @param ownAddresses what Plesk says the server is reached at
   * @param longestSeconds a page may read; null for the usual
   */
  machineFor(operator: Operator, ownAddresses: readonly IpAddress[], longestSeconds: number | null): Machine;
  /** How long a page may read. */
  readonly pageMs: number;
  /** What is read in the background; null where nothing can be kept. */
  readings(): KeptReadings | null;
  /** Null where the secret cannot be kept: then no page has a form. */
  tokens(): TokenMaker | null;
  /** Blocks of the whole server, whoever made them. */
  serverBlocks(): Blocks;
  /** The blocks for the server in force, one a line. */
  blocksAsText(): Promise<string>;
  /** What is wrong with this server, escaped for a page. */
  causeSentence(operator: Operator): Promise<string>;
  /** Sites whose rules changed: PHP has Plesk write them anew. */
  changedSites(): readonly string[];
  /** Judges who came in the last minutes, so that {@link settle} asks DNS who they are. */
  judgeEverybody(): Promise<void>;
  settle(): Promise<void>;
}

/** The extension's own folder, which PHP reads. */
const extensionFolder = '/usr/local/psa/var/modules/active-connections';

/** A page that has not come by then is of no use to whoever waits for it: Plesk shows nothing of it before. */
const usualPageMs = 15_000;

export function openPlesk(root: string, pageMs: number = usualPageMs): PleskHouse {
  const folder = memoryFolder('plesk', root);
  const channel: SiteRuleChannel | null = folder === null ? null : siteRuleChannel(join(root, extensionFolder), claimsIn(folder));
  const opened: Machine[] = [];
  let readings: KeptReadings | null | undefined;
  const open = (operator: Operator, ownAddresses: readonly IpAddress[] = [], longestSeconds: number | null = null): Machine => {
    const machine = openMachine(root, operator.estate, { rebuildSite: channel?.rebuild, ownAddresses }, longestSeconds ?? undefined);
    opened.push(machine);
    return machine;
  };
  const administrator = { ...localOperator(), name: 'Plesk' };
  return {
    root,
    vhosts: vhostsFolder(root),
    machineFor: open,
    pageMs,
    readings: () => (readings ??= folder === null ? null : keepReadings(folder, () => Date.now() / 1000)),
    tokens: () => {
      const secret = folder === null ? null : secretAt(join(folder, 'form-secret'));
      return secret?.ok === true ? formTokens(secret.value, Date.now) : null;
    },
    serverBlocks: () => open(administrator).blocks('in Plesk'),
    blocksAsText: async () => {
      const list = await open(administrator).blocks('in Plesk').list(0);
      if (!list.ok) return '';
      const lines = list.value.blocks.flatMap(({ target, block }) =>
        block?.scope.kind === 'server'
          ? [`${target}${block.until === null ? '' : ` until ${block.until}`} ${printable(block.reason)}`.trimEnd()]
          : [],
      );
      return lines.join('\n');
    },
    causeSentence: async (operator) => {
      const { verdicts } = await open(operator).reviewWhole({ window: '15m', key: 'target', site: null, top: 5 }, { seconds: 5 });
      const { renderFrame } = await import('../../web/render-frame.ts');
      return renderFrame('frame/cause', { text: printable(verdicts.cause.text) });
    },
    changedSites: () => channel?.changed() ?? [],
    judgeEverybody: async () => {
      await open(administrator).reviewWhole({ window: '15m', key: 'target', site: null, top: 5 }, { seconds: 5 });
    },
    settle: async () => {
      for (const machine of opened.splice(0)) await machine.settle();
    },
  };
}
