import { setTimeout as sleep } from 'node:timers/promises';
import { atLowPriority } from '../../../system/low-priority.ts';
import { processIdentity } from '../../../system/process-identity.ts';
import { clockAt } from '../../../views/times.ts';
import { renderPage } from '../../../web/render-page.ts';
import { madeAt } from '../../../web/stream-page.ts';
import { exitCodes, type ExitCode } from '../../cli/exit-codes.ts';
import { readPage } from '../answer-page.ts';
import { readAsked } from '../asked.ts';
import { watchedBy } from '../patience.ts';
import type { PleskHouse } from '../plesk-house.ts';
import { questionShape, type ReadAsked } from '../question-shape.ts';
import type { ReaderSide } from './reader-side.ts';
import { type Teller, tellerOf } from './reading-teller.ts';

/** No reading goes on for ever: what is not read by then is listed on its page. */
const longestSeconds = 1_800;
/** Nobody asks how far it is any more: Plesk's task was ended, or the panel died. */
const unheardSeconds = 60;
const askForTurnEveryMs = 500;

/** Reads a page in a process of its own, as long as it takes and behind everybody else, and keeps it for whoever ordered it. */
export async function runReader(key: string, house: PleskHouse): Promise<ExitCode> {
  const side = house.readings()?.reader(key);
  const self = processIdentity(process.pid);
  const lock = side?.begin() ?? null;
  if (side === undefined || self === null || lock === null) return exitCodes.nothingRead;
  const teller = tellerOf(side, self);
  try {
    await atLowPriority(() => readFor(key, side, teller, house));
    return exitCodes.answered;
  } catch {
    teller.end('broken', 'a fault of this program');
    return exitCodes.fault;
  } finally {
    lock.release();
  }
}

async function readFor(key: string, side: ReaderSide, teller: Teller, house: PleskHouse): Promise<void> {
  teller.tell('waiting');
  const question = questionIn(side.question());
  const turn = await waitForTurn(side, teller, question?.operator.role === 'admin');
  if (turn === null) return;
  try {
    const asked = question?.key === key ? readAsked(question, house) : null;
    if (question === null || asked === null) {
      teller.end('broken', 'the question cannot be read');
      return;
    }
    teller.tell('reading');
    const shouldStop = (): boolean => isUnwanted(side);
    const page = await readPage(
      { ...question, ask: 'page', method: 'GET', form: '' },
      asked,
      house,
      {
        reviews: (reviews) => watchedBy(reviews, teller.watch(shouldStop)),
        longestSeconds,
        notice: (here) => Promise.resolve(() => renderPage('read-apart', { readAt: madeAt(clockAt(Date.now())), anew: here })),
      },
      () => undefined,
    );
    if (shouldStop()) {
      teller.end('unheard', '');
      return;
    }
    const kept = side.finish(page);
    if (!kept.ok) teller.end('broken', kept.problem.kind === 'too-large' ? 'the page is too large' : 'the page cannot be written');
  } finally {
    turn.release();
  }
}

const isUnwanted = (side: ReaderSide): boolean => side.isStopped() || side.unheardSeconds() > unheardSeconds;

async function waitForTurn(side: ReaderSide, teller: Teller, ofAdmin: boolean): Promise<ReturnType<ReaderSide['turn']>> {
  for (;;) {
    if (isUnwanted(side)) {
      teller.end('unheard', '');
      return null;
    }
    const turn = side.turn(ofAdmin);
    if (turn !== null) return turn;
    await sleep(askForTurnEveryMs);
  }
}

function questionIn(text: string | null): ReadAsked | null {
  const parsed = text === null ? null : questionShape.safeParse(JSON.parse(text));
  return parsed?.success === true && parsed.data.ask === 'read' ? parsed.data : null;
}
