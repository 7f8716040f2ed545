import * as z from 'zod/mini';
import type { HeldBlock } from '../../../model/block.ts';
import { firewallTarget } from '../firewall-target.ts';
import { readMark } from '../mark.ts';

/** A decision, and the number CrowdSec knows it by. */
export interface Decision extends HeldBlock {
  readonly number: number;
}

/** `cscli decisions list -o json`: alerts with their decisions, or `null` when there are none. */
const alertsShape = z.nullable(
  z.array(
    z.object({
      decisions: z.nullish(
        z.array(
          z.object({
            id: z.number(),
            duration: z.string(),
            origin: z.string(),
            scenario: z.string(),
            type: z.string(),
            value: z.string(),
            simulated: z.optional(z.boolean()),
          }),
        ),
      ),
    }),
  ),
);

/** CrowdSec has no block without an end: ten years stand for it, and whatever has more than five left has no end. */
export const foreverSeconds = 10 * 365 * 86_400;

/** What is banned now; undefined when the answer is not what cscli documents. */
export function readDecisions(json: string, nowEpoch: number): readonly Decision[] | undefined {
  const alerts = alertsShape.safeParse(parsed(json));
  if (!alerts.success) return undefined;
  const decisions = (alerts.data ?? []).flatMap((alert) => alert.decisions ?? []);
  return decisions.flatMap(({ id, duration, origin, scenario, type, value, simulated }) => {
    const target = firewallTarget(value);
    const seconds = secondsOf(duration);
    if (target === null || type !== 'ban' || simulated === true || seconds === undefined || seconds <= 0) return [];
    const mark = origin === 'cscli' ? readMark(scenario) : null;
    return {
      number: id,
      target: target.text,
      enforcer: 'crowdsec' as const,
      id: mark?.id ?? null,
      untilEpoch: seconds > foreverSeconds / 2 ? null : (mark?.untilEpoch ?? nowEpoch + Math.round(seconds)),
      reason: mark === null ? scenario.slice(0, 200) : null,
      kept: null,
    };
  });
}

/** Names of the programs that carry decisions out; undefined when the answer is not what cscli documents. */
export function readBouncers(json: string): readonly string[] | undefined {
  const shape = z.nullable(z.array(z.object({ name: z.string(), revoked: z.boolean() })));
  const bouncers = shape.safeParse(parsed(json));
  return bouncers.success ? (bouncers.data ?? []).filter(({ revoked }) => !revoked).map(({ name }) => name) : undefined;
}

const durationShape = /^(-?)(?:(\d{1,9})h)?(?:(\d{1,3})m)?(?:(\d{1,3}(?:\.\d{1,9})?)s)?$/;

/** `3h59m57.5s` as seconds: Go's time.Duration; what is shorter than a second is over. */
function secondsOf(text: string): number | undefined {
  if (/^-?[\d.]+(?:ms|\u00b5s|ns)$/.test(text)) return 0;
  const found = durationShape.exec(text);
  if (found === null) return undefined;
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = found;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds));
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
