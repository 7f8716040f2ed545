import type { PageTarget } from './page-target.ts';

/** Says why there is no other page. */
export interface ProblemPage {
  /** Null where the answer was under way already: then its status says nothing of it. */
  readonly status: number | null;
  readonly title: string;
  readonly text: string;
  readonly back: PageTarget;
}

export const problemPage = (status: number | null, title: string, text: string): ProblemPage => ({
  status,
  title,
  text,
  back: { page: 'overview' },
});
