import { randomBytes } from 'node:crypto';
import type { Reviews, Watch } from '../../actions/reviews.ts';
import { watchBlock } from '../../actions/watch-block.ts';
import type { Enforcer } from '../../block/enforcer.ts';
import type { EnforcerName } from '../../model/block.ts';
import type { BlockProof } from '../../model/block-proof.ts';
import type { BlockSummary } from '../../model/block-report.ts';
import { blockTargetOf } from '../../model/block-target.ts';
import type { Panel } from '../../panels/panel.ts';
import { readAccessLogs } from '../../sources/access-logs/read-access-logs.ts';
import { hooks, pageSeconds } from '../review-limits.ts';
import { threadStarter } from '../thread-starter.ts';

interface ProofPlace {
  readonly panel: Panel;
  readonly connections: Reviews['connections'];
  readonly enforcers: readonly Enforcer[];
}

/** What a blocked address still does on this machine; null when its target is none. */
export async function proofHere(
  { panel, connections, enforcers }: ProofPlace,
  { target: text, scope, since }: BlockSummary,
  heldBy: readonly EnforcerName[],
  watch: Watch | undefined,
): Promise<BlockProof | null> {
  const target = blockTargetOf(text);
  if (target === undefined) return null;
  const effects = new Set(enforcers.filter(({ name }) => heldBy.includes(name)).map(({ effect }) => effect));
  const limits = hooks({ seconds: pageSeconds, ...watch });
  return watchBlock(
    {
      connections: (address) => connections({ top: null, address }),
      requests: async (span, address) => {
        const { tally } = await readAccessLogs(panel.findLogs().accessLogs, {
          span,
          address,
          site: scope.kind === 'domain' ? scope.domain : null,
          page: null,
          pageKey: 'path',
          limit: null,
          sitesAreCertain: true,
          areLive: true,
          nameSite: panel.nameSite,
          seed: randomBytes(4).readUInt32LE(),
          startThread: threadStarter(),
          ...limits,
        });
        return tally;
      },
      nowEpoch: () => Math.floor(Date.now() / 1000),
    },
    { target, sinceEpoch: Math.floor(Date.parse(since) / 1000), effects: [...effects] },
  );
}
