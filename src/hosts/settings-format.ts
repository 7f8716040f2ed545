import * as z from 'zod/mini';
import type { Settings } from '../model/settings.ts';

const wholeNumber = (most: number): z.ZodMiniNumber => z.int().check(z.minimum(1), z.maximum(most));
const someName = z.string().check(z.regex(/^[a-z\d][\w.-]{0,63}$/i));
const day = 24 * 3600;

const shape = z.strictObject({
  version: z.literal(1),
  limits: z.record(
    z.string().check(z.regex(/^[a-z][A-Za-z]{0,63}$/)),
    z.strictObject({ count: wholeNumber(1_000_000), seconds: z.nullable(wholeNumber(7 * day)) }),
  ),
  resellers: z.strictObject({
    look: z.boolean(),
    blockOwn: z.boolean(),
    server: z.record(someName, z.strictObject({ perHour: wholeNumber(1000) })),
  }),
});

/** Settings as their file holds them; null for a text that is none, also of a later version: half understood is not understood. */
export function parseSettings(text: string): Settings | null {
  const parsed = shape.safeParse(jsonOf(text));
  if (!parsed.success) return null;
  const { limits, resellers } = parsed.data;
  return { limits, resellers };
}

/** The text of the file; what `parseSettings` reads. */
export const printSettings = ({ limits, resellers }: Settings): string => `${JSON.stringify({ version: 1, limits, resellers }, null, 2)}\n`;

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
