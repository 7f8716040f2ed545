import { join } from 'node:path';
import type { JudgeNeeds } from '../actions/whole-needs.ts';
import type { IpAddress } from '../model/ip-address.ts';
import type { PanelName } from '../model/panel.ts';
import type { MachineFacts } from '../model/sources-report.ts';
import { userNames } from '../sources/sockets/user-names.ts';
import { readSmallText } from '../system/read-text.ts';
import type { AddressDetail } from '../model/verdict-report.ts';

export interface Judging {
  readonly needs: JudgeNeeds;
  /** Asks DNS for who is still being checked, for the next answer; to be called when this one is out. */
  readonly lookUp: (judged: readonly AddressDetail['judged'][]) => Promise<void>;
  readonly close: () => void;
}

/** Logs that somebody named: of another machine, of another time. */
export type Elsewhere = 'elsewhere';

/** What judging takes from this machine: who is who, which network is whose, how busy it is. `root` is where its file tree begins. */
export async function openJudging(root: string, panel: PanelName, machine: MachineFacts | Elsewhere): Promise<Judging> {
  const [{ openIdentities }, { openNetworks }, { ownAddresses }, { limitsWith }, { readSettings }, { readMailSenders }] = await Promise.all(
    [
      import('./identities.ts'),
      import('../sources/networks/networks.ts'),
      import('../system/own-addresses.ts'),
      import('../classify/limits.ts'),
      import('./settings-file.ts'),
      import('../sources/mail-log/read-mail-senders.ts'),
    ],
  );
  const identities = await openIdentities(panel, root);
  const networks = openNetworks(root);
  const settings = await readSettings(panel, root);
  const isHere = machine !== 'elsewhere';
  return {
    needs: {
      identityOf: (address, agents, seenEpoch) => identities.identityOf(address, agents, seenEpoch),
      networkOf: (address) => networks.networkOf(address),
      // Of the machine that wrote foreign logs nothing is known.
      ownAddresses: isHere ? ownAddresses() : [],
      limits: limitsWith(settings.value.limits),
      machine: isHere ? machine : null,
      mailSenders: () => (isHere ? readMailSenders(root, userNameAt(root)) : null),
      problems: [...(settings.problem === null ? [] : [settings.problem]), ...networks.problems],
      nowEpoch: isHere ? Math.floor(Date.now() / 1000) : null,
    },
    lookUp: async (judged) => {
      const open = judged.filter(({ identity }) => identity.status === 'checking');
      if (open.length > 0) await identities.lookUpAfterwards(open.map(({ address }) => address as IpAddress));
    },
    close: () => {
      networks.close();
    },
  };
}

function userNameAt(root: string): (uid: number) => string | undefined {
  let names: ReadonlyMap<number, string> | undefined;
  return (uid) => {
    const passwd = names === undefined ? readSmallText(join(root, '/etc/passwd')) : null;
    names ??= passwd?.ok === true ? userNames(passwd.value) : new Map<number, string>();
    return names.get(uid);
  };
}
