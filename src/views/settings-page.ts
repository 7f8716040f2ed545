import type { Problem } from '../model/problem.ts';
import type { SettingsReport, ShippedLimit } from '../model/settings-report.ts';
import type { FormProof } from './block-form.ts';
import { counted } from './numbers.ts';
import type { PageTarget } from './page-target.ts';
import { problemText } from './problem-text.ts';

/** Settings that were typed and not kept. */
export interface TriedSettings {
  readonly typed: { readonly get: (name: string) => string | null; readonly has: (name: string) => boolean };
  readonly problems: readonly Problem[];
}

/** What the owner of the server decides. */
export interface SettingsPage extends FormProof {
  readonly here: PageTarget;
  /** Said after the click that kept them. */
  readonly saved: boolean;
  /** It came back with what was typed, and why it was not kept. */
  readonly cameBack: boolean;
  readonly refusals: readonly string[];
  readonly problems: readonly string[];
  readonly look: boolean;
  readonly blockOwn: boolean;
  /** Null where the panel has no resellers that could be let in; those that have leave stand here also when they are none any more. */
  readonly resellers: readonly ResellerRow[] | null;
  readonly limits: readonly LimitRow[];
  /** False where it cannot be read, or is too long for a form. */
  readonly mayChangeAllowList: boolean;
  /** Raw, as typed or as it stands. */
  readonly allowList: string;
}

export interface ResellerRow {
  readonly name: string;
  /** Blocks of the whole server in an hour: typed or set; empty for none. Raw. */
  readonly perHour: string;
  /** True when WHM does not let them in any more. */
  readonly isGone: boolean;
}

export interface LimitRow {
  readonly name: string;
  readonly meaning: string;
  readonly origin: string;
  /** What is typed or set; empty for what is usual. Raw. */
  readonly count: string;
  readonly usualCount: string;
  /** Null where there is no span of time to change. */
  readonly seconds: { readonly value: string; readonly usual: string } | null;
  readonly changed: boolean;
}

/** At most so many sentences about one form: a list of thousands of lines may be wrong in every one of them. */
const mostRefusals = 20;

export function settingsPage(report: SettingsReport, tried: TriedSettings | null, saved: boolean, proof: FormProof): SettingsPage {
  const { settings, limits, resellers, allowList, problems } = report;
  const refusals = tried?.problems ?? [];
  const left = refusals.length - mostRefusals;
  return {
    ...proof,
    here: { page: 'settings' },
    saved: saved && tried === null,
    cameBack: tried !== null,
    refusals: [
      ...refusals.slice(0, mostRefusals).map(problemText),
      ...(left > 0 ? [`${counted(left, 'more field does', 'more fields or lines do')} not fit.`] : []),
    ],
    problems: problems.map(problemText),
    look: tried === null ? settings.resellers.look : tried.typed.has('look'),
    blockOwn: tried === null ? settings.resellers.blockOwn : tried.typed.has('blockOwn'),
    resellers: resellers === null ? null : resellerRows(resellers, settings.resellers.server, tried),
    limits: limits.map((limit) => limitRow(limit, report, tried)),
    mayChangeAllowList: allowList !== null,
    allowList: tried?.typed.get('allow') ?? allowList ?? '',
  };
}

function resellerRows(
  letIn: readonly string[],
  server: SettingsReport['settings']['resellers']['server'],
  tried: TriedSettings | null,
): readonly ResellerRow[] {
  return [...new Set([...letIn, ...Object.keys(server)])].sort().map((name) => {
    const set = Object.hasOwn(server, name) ? (server[name]?.perHour ?? null) : null;
    return {
      name,
      perHour: tried === null ? (set === null ? '' : String(set)) : (tried.typed.get(`server.${name}`) ?? ''),
      isGone: !letIn.includes(name),
    };
  });
}

function limitRow({ name, meaning, origin, ...usual }: ShippedLimit, { settings }: SettingsReport, tried: TriedSettings | null): LimitRow {
  const set = Object.hasOwn(settings.limits, name) ? (settings.limits[name] ?? null) : null;
  const valueOf = (field: 'count' | 'seconds'): string => {
    if (tried !== null) return tried.typed.get(`${field}.${name}`) ?? '';
    const value = set?.[field] ?? null;
    return value === null || value === usual[field] ? '' : String(value);
  };
  return {
    name,
    meaning,
    origin,
    count: valueOf('count'),
    usualCount: String(usual.count),
    seconds: usual.seconds === null ? null : { value: valueOf('seconds'), usual: String(usual.seconds) },
    changed: set !== null,
  };
}
