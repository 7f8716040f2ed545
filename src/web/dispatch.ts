import type { Reviews } from '../actions/reviews.ts';
import type { MachineFacts } from '../model/sources-report.ts';
import { isPageName } from '../views/page-target.ts';
import { cutInTheMiddle } from '../views/printable.ts';
import { problemPage } from '../views/problem-page.ts';
import { problemText } from '../views/problem-text.ts';
import type { Clock } from '../views/times.ts';
import { pageHeaders } from './headers.ts';
import { readQuestion } from './question.ts';
import { render } from './render.ts';
import type { WebRequest, WebResponse } from './request.ts';
import { showPage } from './show-page.ts';

/**
 * Answers one request for a page. What was asked wrongly becomes a page that says so (400, 404, 405). A bug is thrown:
 * the host catches it, because the host knows where to write it down.
 */
export async function dispatch(request: WebRequest, reviews: Reviews, clock: Clock): Promise<WebResponse> {
  const refuse = (status: number, title: string, text: string): WebResponse =>
    problemResponse({ status, title, text }, reviews.machine(), clock);

  if (request.method !== 'GET' && request.method !== 'HEAD') {
    const answer = refuse(
      405,
      'Nothing to change here',
      `These pages only show things; ${cutInTheMiddle(request.method, 20)} is not possible.`,
    );
    return { ...answer, headers: { ...answer.headers, Allow: 'GET, HEAD' } };
  }
  const page = request.query.get('page') ?? '';
  if (page !== '' && !isPageName(page)) return refuse(404, 'No such page', `There is no page “${cutInTheMiddle(page, 60)}”.`);

  const question = readQuestion(request.query);
  if (!question.ok) return refuse(400, 'That does not fit', problemText(question.problem));
  const shown = await showPage(question.value, reviews, clock);
  return shown.ok
    ? { status: 200, headers: pageHeaders, body: shown.value }
    : refuse(400, 'Something is missing', problemText(shown.problem));
}

/** The page for a bug of ours: no details, because they belong into the log of whoever runs this. */
export const failureResponse = (clock: Clock): WebResponse =>
  problemResponse(
    {
      status: 500,
      title: 'That went wrong',
      text: 'This page could not be made because of a fault in this program. A line about it was written where the program was started.',
    },
    null,
    clock,
  );

function problemResponse(
  problem: { status: number; title: string; text: string },
  machine: MachineFacts | null,
  clock: Clock,
): WebResponse {
  const view = problemPage(problem.status, problem.title, problem.text, machine, clock);
  return { status: problem.status, headers: pageHeaders, body: render('problem', view) };
}
