/** What the kernel's second look leaves in its memory: see `assembly/look-record.ts`, `site-minutes.ts` and `ordinary*.ts`. */

/** How many numbers of four bytes a record takes. It begins with two of eight bytes, the time and the size. */
export const recordNumbers = 26;
export const sizeAt = 1;

/** Places of the fields of a record, in numbers of four bytes. */
export const field = {
  candidate: 4,
  status: 5,
  method: 6,
  target: 7,
  referer: 8,
  agent: 9,
  site: 10,
  methodStart: 11,
  methodEnd: 12,
  targetStart: 13,
  targetEnd: 14,
  refererStart: 15,
  refererEnd: 16,
  agentStart: 17,
  agentEnd: 18,
  siteStart: 19,
  siteEnd: 20,
  requestEnd: 21,
  lineStart: 22,
  lineEnd: 23,
  answer: 24,
  page: 25,
} as const;

export const siteMinuteNumbers = 7;

/** Places of the fields of a site's minute. */
export const minuteField = { site: 0, siteStart: 1, siteEnd: 2, minute: 3, requests: 4, dynamic: 5, serverErrors: 6 } as const;

export const ordinaryTimeNumbers = 6;

/** Places of the fields of a time with ordinary requests, which begins with one of eight bytes. */
export const timeField = { candidate: 2, agent: 3, requests: 4, recordsBefore: 5 } as const;

export const ordinaryCountNumbers = 3;

/** Places of the fields of a count of ordinary requests; the owner is a candidate's number above two bits that say what is counted. */
export const countField = { number: 0, owner: 1, requests: 2 } as const;
export const ownerBits = 2;
export const countedOf = ['site', 'agent', 'kind'] as const;

/** Answers with which a request may be ordinary, in the kernel's order: each without and with a body, first of GET, then of HEAD. */
export const ordinaryStatuses = [200, 304, 301, 302, 206, 502, 503] as const;
export const seldomAnswer = 28;
/** Bits above those of the answers, in a word on a target and in a kind. */
export const targetBits = { asset: 1 << 28, frontPage: 1 << 29, root: 1 << 30, takesQueries: 1 << 31 } as const;

/** Only of the first ones lines are counted by the kernel: see `assembly/candidates.ts`. */
export const mostCandidates = 24_576;

/** `line.status` where the log has none. */
export const noStatus = 1000;

/** The lists of names, in the order of the bits that `beginLook` gives. */
export const nameLists = ['targets', 'referers', 'agents', 'methods', 'hosts', 'fileNames'] as const;
export type NameList = (typeof nameLists)[number];

/** What kind of name the number of a site stands for: see `assembly/look-site.ts`. */
export const ownSite = 0;
export const kindBits = 2;
export const hostName = 1;

/** The number of a text that has none of its own. */
export const unnumbered = 0;
