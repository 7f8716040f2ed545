import type { PageQuestion } from '../../../views/page-target.ts';
import type { PageAsked } from '../question-shape.ts';

/** The name of a reading in a query: which one a page is to show. */
export const readingName = 'reading';

/** Pages that read logs. */
export const canBeLong = ({ page }: Pick<PageQuestion, 'page'>): boolean =>
  ['overview', 'pages', 'site', 'errors', 'address'].includes(page);

/** What is asked for, without which reading it is about, so that the same question is always the same text. */
export function questionText(query: string): string {
  const asked = new URLSearchParams(query);
  asked.delete(readingName);
  asked.sort();
  return asked.toString();
}

/** Leads to the page of a reading. */
export const linkToReading = (question: string, key: string): string => `?${question}${question === '' ? '' : '&'}${readingName}=${key}`;

/** Whether a question is about a reading in the background: to order, to look at or to end one. */
export const isAboutReading = ({ method, query, form }: Pick<PageAsked, 'method' | 'query' | 'form'>): boolean =>
  method === 'POST' ? ['read', 'stop'].includes(new URLSearchParams(form).get('do') ?? '') : new URLSearchParams(query).has(readingName);
