import { afterAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { installWhm } from '../stand-ins/whm/install-whm.ts';
import { answerWhm } from '../stand-ins/whm/whm-answers.mjs';

/**
 * The shapes that cPanel documents for the functions we call (WHM API 1, OpenAPI 11.137, tags cPHulk and API execution; UAPI
 * BlockIP), in our own words and exact: a stand-in that answers with a field more or of another type is no stand-in.
 */
const whm = installWhm();
afterAll(() => {
  whm.remove();
});

const yesNo = z.union([z.literal(0), z.literal(1)]);
const texts = z.array(z.string());
const failed = z.record(z.string(), z.string());
const list = z.enum(['black', 'white']);

const replies = {
  cphulk_status: z.strictObject({ service: z.literal('cPHulk'), is_enabled: yesNo }),
  create_cphulk_record: z.strictObject({
    list_name: list,
    ips_added: texts,
    ips_failed: failed,
    comment: z.string().check(z.maxLength(255)),
    requester_ip: z.string(),
  }),
  read_cphulk_records: z.strictObject({
    list_name: list,
    ips_in_list: z.record(z.string(), z.nullable(z.string())),
    requester_ip: z.string(),
  }),
  delete_cphulk_record: z.strictObject({ list_name: list, ips_removed: texts, ips_failed: failed, requester_ip: z.string() }),
  flush_cphulk_login_history_for_ips: z.strictObject({ records_removed: z.number(), iptable_bans_removed: z.number() }),
  version: z.strictObject({ version: z.string() }),
  uapi_cpanel: z.strictObject({
    uapi: z.strictObject({
      status: yesNo,
      data: z.nullable(texts),
      errors: z.nullable(texts),
      messages: z.nullable(texts),
      warnings: z.nullable(texts),
      metadata: z.looseObject({}),
    }),
  }),
} as const;
type Name = keyof typeof replies;

const envelope = (name: Name): z.ZodMiniType =>
  z.strictObject({
    metadata: z.strictObject({ command: z.literal(name), reason: z.string(), result: yesNo, version: z.literal(1) }),
    data: z.optional(replies[name]),
  });

const ask = (name: string, ...parameters: [string, string][]): unknown => JSON.parse(answerWhm(whm.statePath, name, parameters, 'root'));
const black: [string, string] = ['list_name', 'black'];

describe('the stand-in of WHM answers in the documented shapes', () => {
  it.each<[string, Name, [string, string][]]>([
    ['cphulk_status', 'cphulk_status', []],
    ['a block', 'create_cphulk_record', [black, ['ip', '203.0.113.7'], ['comment', 'x'.repeat(300)]]],
    ['several, of which one is no address', 'create_cphulk_record', [black, ['ip', '203.0.113.8'], ['ip-1', 'nobody.example']]],
    ['nothing that could be added', 'create_cphulk_record', [black, ['ip', 'nobody.example']]],
    [
      'a range',
      'create_cphulk_record',
      [
        ['list_name', 'white'],
        ['ip', '198.51.100.0/24'],
      ],
    ],
    ['a list', 'read_cphulk_records', [black]],
    ['a lift', 'delete_cphulk_record', [black, ['ip', '203.0.113.7']]],
    ['the end of a ban', 'flush_cphulk_login_history_for_ips', [['ip', '203.0.113.7']]],
    ['its version', 'version', []],
    [
      'a call for an account that is not there',
      'uapi_cpanel',
      [
        ['cpanel.user', 'nobody'],
        ['cpanel.module', 'BlockIP'],
      ],
    ],
    [
      'a call that fails inside',
      'uapi_cpanel',
      [
        ['cpanel.user', 'alice'],
        ['cpanel.module', 'BlockIP'],
        ['cpanel.function', 'add_ip'],
      ],
    ],
  ])('%s', (_, name, parameters) => {
    whm.change(({ accounts }) => {
      accounts['alice'] = { roots: [], features: [] };
    });
    for (const enabled of [true, false]) {
      whm.change((state) => {
        state.enabled = enabled;
      });
      const parsed = envelope(name).safeParse(ask(name, ...parameters));
      expect(parsed.success ? [] : parsed.error.issues).toEqual([]);
    }
  });

  it('an unknown function, which has no metadata', () => {
    const refused = z.strictObject({
      cpanelresult: z.strictObject({ apiversion: z.literal('2'), error: z.string(), type: z.literal('text') }),
    });
    expect(refused.safeParse(ask('no_such_function')).success).toBe(true);
  });
});
