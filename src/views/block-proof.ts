import type { BlockProof } from '../model/block-proof.ts';
import { counted } from './numbers.ts';
import type { Tone } from './ranking.ts';
import { type Clock, durationText } from './times.ts';

export interface ProofView {
  readonly text: string;
  readonly tone: Tone;
  readonly details: readonly string[];
}

/** Silent for this long, and it is gone. */
const goneAfterMs = 30_000;

/** Whether a block works, by what was seen since: connections and requests of the address, or why they go on. */
export function proofView(proof: BlockProof, clock: Clock): ProofView {
  const details = detailsOf(proof, clock);
  if (proof.connections === null || proof.requestsSince === null)
    return { text: 'Whether it is gone could not be seen.', tone: 'warn', details };
  const quietMs = Math.max(0, Date.parse(proof.takenAt) - Date.parse(proof.lastRequest ?? proof.since));
  // Of a range nobody knows which request was the last.
  const isSilent = proof.requestsSince === 0 || (proof.lastRequest !== null && quietMs >= goneAfterMs);
  if (proof.connections > 0 || !isSilent) return { text: stillText(proof), tone: 'warn', details };
  const still = `no connection, and no request for ${durationText(quietMs)}`;
  return quietMs >= goneAfterMs
    ? { text: `It is gone: ${still}.`, tone: 'good', details }
    : { text: `So far ${still}; watching.`, tone: 'good', details };
}

function detailsOf(proof: BlockProof, clock: Clock): readonly string[] {
  const { connections, requestsSince, logsUnread, since, countedFrom, lastRequest } = proof;
  const when = countedFrom === since ? 'since the block' : `since ${clock.tell(countedFrom).short}`;
  return [
    connections === null ? 'Its connections could not be read.' : `${counted(connections, 'connection')} now.`,
    requestsSince === null ? 'Its requests could not be read.' : `${counted(requestsSince, 'request')} logged ${when}.`,
    ...(lastRequest === null ? [] : [`Its last request was logged at ${clock.tell(lastRequest).short}.`]),
    ...(logsUnread === 0 ? [] : [`${counted(logsUnread, 'log')} could not be read.`]),
  ];
}

function stillText({ requestsSince, connections, effects }: BlockProof): string {
  const goesOn = (requestsSince ?? 0) > 0 ? 'It still asks' : 'It is still connected';
  if (!effects.includes('everything') && !effects.includes('web')) return `${goesOn}: this block stops logins only, not web pages.`;
  if (!effects.includes('everything')) return `${goesOn}: the web server refuses it, but every refusal is still logged.`;
  if ((requestsSince ?? 0) > 0)
    return `${goesOn}: requests that come through a proxy or CDN reach this server from other addresses, and a firewall here cannot stop them. Block it at the edge, or with a rule of the site.`;
  return `${goesOn} (${counted(connections ?? 0, 'connection')}): connections that were open before a block can live on until they time out.`;
}
