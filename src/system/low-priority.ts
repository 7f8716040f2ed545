import { getPriority, setPriority } from 'node:os';

/**
 * Nice value while much is read: the sites go first. The kernel derives the order of disk access from it as well; the
 * idle class would never get a turn on exactly those disks that are busy.
 */
const politeNice = 10;

/** Does some work behind everybody else's. Only root can come back to the front; for others the process stays behind. */
export async function atLowPriority<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  const usual = getPriority();
  // Behind already, perhaps for another work of ours, which then brings us back.
  if (usual >= politeNice) return work();
  tryPriority(politeNice);
  try {
    return await work();
  } finally {
    tryPriority(usual);
  }
}

function tryPriority(nice: number): void {
  try {
    setPriority(nice);
  } catch {
    // Not allowed: then at the priority it has.
  }
}
