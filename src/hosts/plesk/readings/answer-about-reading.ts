import { pageFrame, problemFrame } from '../../../views/frame.ts';
import { readingPage } from '../../../views/long-reading.ts';
import type { PageQuestion } from '../../../views/page-target.ts';
import { problemPage } from '../../../views/problem-page.ts';
import { clockAt } from '../../../views/times.ts';
import { ownForm } from '../../../web/own-form.ts';
import { readQuestion } from '../../../web/question.ts';
import { mainPart, renderFrame } from '../../../web/render-frame.ts';
import { renderPage } from '../../../web/render-page.ts';
import { madeAt } from '../../../web/stream-page.ts';
import { viewerOf } from '../../../web/viewer.ts';
import type { Asked } from '../asked.ts';
import { chromeFor, queryOf } from '../page-parts.ts';
import type { PleskHouse } from '../plesk-house.ts';
import { type PageAsked, plainAnswer, type PleskAnswer } from '../question-shape.ts';
import type { KeptReadings, ReadingOrder } from './keep-readings.ts';
import { ownerOf } from './reading-owner.ts';
import { canBeLong, linkToReading, questionText, readingName } from './reading-question.ts';
import { stageOf, taskOf } from './reading-told.ts';

/** A page about a reading in the background: ordered and ended by POST, looked at by GET. Nothing is read here. */
export function answerAboutReading(question: PageAsked, asked: Asked, house: PleskHouse): PleskAnswer {
  const here = readQuestion(queryOf(question, asked));
  const readings = house.readings();
  const frame = frameFor(question, asked, house);
  if (!here.ok || !canBeLong(here.value) || readings === null)
    return frame.refusal(
      400,
      'That does not fit',
      'Only pages that read logs can be read in the background, where there is room to keep them.',
    );
  const place: Place = { question, asked, house, readings, here: here.value, frame };
  return question.method === 'POST' ? change(place) : show(place);
}

interface Place {
  readonly question: PageAsked;
  readonly asked: Asked;
  readonly house: PleskHouse;
  readonly readings: KeptReadings;
  readonly here: PageQuestion;
  readonly frame: ReturnType<typeof frameFor>;
}

/** The reading that the query names, when it is whose who asks, and of this very question. */
function ownReading({ question, readings }: Place): ReadingOrder | null {
  const [key = '', ...more] = new URLSearchParams(question.query).getAll(readingName);
  const found = more.length === 0 ? readings.find(key, ownerOf(question)) : null;
  return found?.query === questionText(question.query) ? found : null;
}

function change(place: Place): PleskAnswer {
  const { question, asked, house, readings, frame } = place;
  const form = ownForm({ kind: 'fields', fields: new URLSearchParams(question.form) }, viewerOf(asked.operator, house.tokens()));
  if (!form.ok) return frame.refusal(form.problem.status, form.problem.title, form.problem.text);
  const text = questionText(question.query);
  if (form.value.get('do') === 'stop') {
    const own = ownReading(place);
    if (own === null) return frame.refusal(404, 'No such reading', 'It is not there (any more); nothing was stopped.');
    readings.stop(own.key);
    return { ...plainAnswer(''), status: 303, location: linkToReading(text, own.key) };
  }
  const ordered = readings.order(ownerOf(question), text, question.operator.role === 'admin');
  if (ordered.ok) {
    const { key } = ordered.value;
    return { ...plainAnswer(''), status: 303, location: linkToReading(text, key), task: taskOf(key, readings.stateOf(key)) };
  }
  return ordered.problem === 'too-many'
    ? frame.refusal(409, 'Too many readings', 'As many as may be are under way. Wait until one is done, or stop one.')
    : frame.refusal(503, 'It cannot be kept', 'The folder for what is read in the background cannot be written.');
}

function show(place: Place): PleskAnswer {
  const { question, asked, house, readings, here, frame } = place;
  const own = ownReading(place);
  const state = own === null ? null : readings.stateOf(own.key);
  const page = own !== null && state?.is === 'done' ? readings.pageOf(own.key) : null;
  if (page !== null) return { ...plainAnswer(page.body), status: page.status, title: page.title };
  const stage = stageOf(state);
  const again = linkToReading(questionText(question.query), own?.key ?? '');
  const view = readingPage(here, stage, again, viewerOf(asked.operator, house.tokens()).token);
  return frame.page(renderPage('reading', view), stage.is === 'gone' ? 404 : 200, here);
}

/** What stands around a page of ours. */
function frameFor(question: PageAsked, asked: Asked, house: PleskHouse) {
  const chrome = chromeFor(question);
  const machine = house.machineFor(asked.operator, asked.ownAddresses, null).reviews.machine();
  const hasSettings = asked.operator.estate === null;
  const around = (frame: ReturnType<typeof pageFrame>, content: string, status: number): PleskAnswer => {
    const head = renderFrame('frame/head', { frame, chrome });
    const foot = renderFrame('frame/foot', { madeAt: madeAt(clockAt(Date.now())), chrome });
    return { ...plainAnswer(`${head}${mainPart(content)}${foot}`), status, title: frame.title };
  };
  return {
    page: (content: string, status: number, here: PageQuestion) => around(pageFrame(here, machine, hasSettings), content, status),
    refusal: (status: number, title: string, text: string) =>
      around(problemFrame(title, machine, hasSettings), renderFrame('frame/problem', problemPage(status, title, text)), status),
  };
}
