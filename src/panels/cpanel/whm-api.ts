import * as z from 'zod/mini';
import type { Problem } from '../../model/problem.ts';
import { failed, ok, type Result } from '../../model/result.ts';

/** A call of WHM API 1 (https://api.docs.cpanel.net/whm/introduction): a function's name and its parameters. */
export interface WhmCall {
  readonly name: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** A call of the old cPanel API 2 in the name of an account; there is one list that no newer interface gives. */
export interface Api2Call {
  readonly account: string;
  readonly module: string;
  readonly name: string;
}

/** A way to reach WHM: gives the reply as the text that came. Problems say why there is none. */
export interface WhmTransport {
  readonly send: (call: WhmCall) => Promise<Result<string, Problem>>;
  readonly sendApi2: (call: Api2Call) => Promise<Result<string, Problem>>;
}

/**
 * What WHM said. `succeeded` is about the call as a whole: a list of addresses may have failed in part, and a call for an
 * account may have failed inside (`uapi`); both stand in `data`, which is handed on as it came (undefined when missing).
 */
export interface WhmReply {
  readonly succeeded: boolean;
  readonly reason: string;
  readonly data: unknown;
}

/** The whole of what this product knows of WHM's interface; tests and a returned `@cpanel/api` give another one. */
export interface WhmApi {
  /** Problems: those of the transport, unexpected-answer. */
  readonly call: (call: WhmCall) => Promise<Result<WhmReply, Problem>>;
  /** The `data` of an API 2 call. Problems: those of the transport, unexpected-answer, cannot-do. */
  readonly callApi2: (call: Api2Call) => Promise<Result<unknown, Problem>>;
}

export function whmApi(transport: WhmTransport): WhmApi {
  return {
    call: async (call) => {
      const text = await transport.send(call);
      return text.ok ? readReply(call.name, text.value) : text;
    },
    callApi2: async (call) => {
      const text = await transport.sendApi2(call);
      return text.ok ? readApi2Reply(`${call.module}::${call.name}`, text.value) : text;
    },
  };
}

/**
 * The `data` of a call that must succeed, checked against `shape`.
 * Problems: those of {@link WhmApi.call}, cannot-do with WHM's own reason.
 */
export async function askWhm<T>(api: WhmApi, call: WhmCall, shape: z.ZodMiniType<T>): Promise<Result<T, Problem>> {
  const reply = await api.call(call);
  if (!reply.ok) return reply;
  const { succeeded, reason, data } = reply.value;
  if (!succeeded) return failed({ kind: 'cannot-do', where: `WHM (${call.name})`, what: reason });
  return fitting(call.name, data, shape);
}

/** A foreign value as the shape it should have. Problem: unexpected-answer. */
export function fitting<T>(name: string, value: unknown, shape: z.ZodMiniType<T>): Result<T, Problem> {
  const parsed = shape.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  return failed(unexpected(name, `${issue?.path.join('.') ?? ''} ${issue?.code ?? ''}`.trim()));
}

export const unexpected = (name: string, detail: string): Problem => ({ kind: 'unexpected-answer', from: `WHM (${name})`, detail });

// `result` is a number in the documents; clients that saw text compare it as a number, and so do we.
const result = z.union([z.number(), z.string()]);
const replyShape = z.looseObject({
  metadata: z.looseObject({ result, reason: z.optional(z.nullable(z.string())) }),
  data: z.optional(z.unknown()),
});
/** What comes in place of a reply when the call is refused before it begins. */
const refusedShape = z.looseObject({ cpanelresult: z.looseObject({ error: z.string() }) });
const api2Shape = z.looseObject({ cpanelresult: z.looseObject({ data: z.unknown() }) });

function readReply(name: string, text: string): Result<WhmReply, Problem> {
  const json = jsonOf(text);
  const parsed = replyShape.safeParse(json);
  if (!parsed.success) return failed(noReply(name, json));
  const { metadata, data } = parsed.data;
  return ok({ succeeded: Number(metadata.result) === 1, reason: metadata.reason ?? 'no reason given', data });
}

function readApi2Reply(name: string, text: string): Result<unknown, Problem> {
  const json = jsonOf(text);
  const refused = refusedShape.safeParse(json);
  if (refused.success) return failed({ kind: 'cannot-do', where: `cPanel (${name})`, what: refused.data.cpanelresult.error });
  const parsed = api2Shape.safeParse(json);
  return parsed.success ? ok(parsed.data.cpanelresult.data) : failed(noReply(name, json));
}

function noReply(name: string, json: unknown): Problem {
  const refused = refusedShape.safeParse(json);
  if (refused.success) return unexpected(name, refused.data.cpanelresult.error);
  return unexpected(name, json === undefined ? 'no JSON (a page to log in, perhaps)' : 'no metadata');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
