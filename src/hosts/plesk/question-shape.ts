import * as z from 'zod/mini';

const text = (most: number): z.ZodMiniString => z.string().check(z.maxLength(most));
const login = text(255);
const pleskId = z.int().check(z.minimum(1));

const operator = z.object({
  /** Plesk's id of the client. */
  id: pleskId,
  role: z.enum(['admin', 'reseller', 'customer']),
  name: login,
  address: z.nullable(text(64)),
  /** A hash of the session's id. */
  session: z.string().check(z.regex(/^[\da-f]{16,128}$/)),
  actsFor: z.nullable(login),
});

const domain = z.object({
  id: pleskId,
  name: text(253),
  displayName: text(1000),
  owner: login,
  systemUser: text(64),
  documentRoot: text(4096),
  logs: text(4096),
  mayBlock: z.boolean(),
});

const whoAndWhat = {
  operator,
  /** Null: the administrator's view of the whole server. */
  domains: z.nullable(z.array(domain).check(z.maxLength(20_000))),
  site: z.nullable(pleskId),
  mayBlock: z.boolean(),
  ownAddresses: z.array(text(64)).check(z.maxLength(1000)),
  base: z.object({ page: text(1000), assets: text(1000) }),
};

const agreed = { schema: z.literal(1), version: text(64) };

/**
 * What the extension's PHP asks (`plugin-plesk/README.md`). Checked again here: this side runs as root and does not trust the other
 * blindly.
 */
export const questionShape = z.discriminatedUnion('ask', [
  z.object({
    ...agreed,
    ask: z.literal('page'),
    ...whoAndWhat,
    method: z.enum(['GET', 'POST']),
    query: text(8192),
    form: text(65_536),
  }),
  z.object({ ...agreed, ask: z.literal('read'), ...whoAndWhat, query: text(8192), key: z.string().check(z.regex(/^[\da-f]{32}$/)) }),
  z.object({ ...agreed, ask: z.literal('cause'), ...whoAndWhat }),
  z.object({ ...agreed, ask: z.literal('expire') }),
  z.object({ ...agreed, ask: z.literal('blocks') }),
  z.object({ ...agreed, ask: z.literal('hello') }),
]);

export type PleskQuestion = z.infer<typeof questionShape>;
export type PageAsked = Extract<PleskQuestion, { ask: 'page' }>;
export type ReadAsked = Extract<PleskQuestion, { ask: 'read' }>;
export type PleskDomain = z.infer<typeof domain>;

/** What goes back; see the same README. */
export interface PleskAnswer {
  readonly status: number;
  readonly location: string | null;
  readonly title: string;
  readonly body: string;
  readonly changedSites: readonly string[];
  /** A reading in the background that is to be done, or is. */
  readonly task: PleskTask | null;
}

export interface PleskTask {
  readonly key: string;
  /** Per cent. */
  readonly progress: number;
  readonly state: 'goes-on' | 'done' | 'stopped' | 'broken';
}

/** An answer that is a text and nothing else. */
export const plainAnswer = (body: string): PleskAnswer => ({ status: 200, location: null, title: '', body, changedSites: [], task: null });
