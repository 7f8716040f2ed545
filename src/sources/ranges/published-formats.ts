import * as z from 'zod/mini';
import type { IpRange } from '../../model/ip-address.ts';
import { parseIpRange } from '../../model/ip-range.ts';
import type { ListFormat } from '../../model/known-service.ts';

/** More than the longest list has, many times over. */
const mostRanges = 20_000;

/**
 * The ranges in a publisher's answer, each once, or undefined when it is not in the form it should be in: one line that is
 * no address makes all of it suspect. No list at all (an empty one) is an answer.
 */
export function publishedRanges(format: ListFormat, answer: string): readonly IpRange[] | undefined {
  const texts = format === 'lines' ? linesOf(answer) : textsIn(format, answer);
  if (texts === undefined || texts.length > mostRanges) return undefined;
  const ranges = texts.map((text) => parseIpRange(text.trim()));
  return ranges.every((range) => range !== undefined) ? [...new Set(ranges)] : undefined;
}

const linesOf = (answer: string): readonly string[] =>
  answer
    .replace(/^\ufeff/, '')
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));

const texts = z.array(z.string());

/** Each form that publishers use, made into texts. */
const shapes = {
  array: texts,
  // Google's own form, which most others took over: developers.google.com/search/docs/crawling-indexing/verifying-googlebot
  prefixes: z.pipe(
    z.object({ prefixes: z.array(z.object({ ipv4Prefix: z.optional(z.string()), ipv6Prefix: z.optional(z.string()) })) }),
    z.transform(({ prefixes }) => prefixes.flatMap(({ ipv4Prefix, ipv6Prefix }) => present([ipv4Prefix, ipv6Prefix]))),
  ),
  // www.fastly.com/documentation/reference/api/utils/public-ip-list
  fastly: z.pipe(
    z.object({ addresses: texts, ipv6_addresses: texts }),
    z.transform(({ addresses, ipv6_addresses }) => [...addresses, ...ipv6_addresses]),
  ),
  gcore: z.pipe(
    z.object({ addresses: texts, addresses_v6: texts }),
    z.transform(({ addresses, addresses_v6 }) => [...addresses, ...addresses_v6]),
  ),
  // docs.imperva.com/howto/c85245b7
  imperva: z.pipe(
    z.object({ ipRanges: texts, ipv6Ranges: texts }),
    z.transform(({ ipRanges, ipv6Ranges }) => [...ipRanges, ...ipv6Ranges]),
  ),
  // docs.aws.amazon.com/vpc/latest/userguide/aws-ip-syntax.html: all of Amazon's, of which CloudFront's are wanted.
  cloudfront: z.pipe(
    z.object({
      prefixes: z.array(z.object({ ip_prefix: z.string(), service: z.string() })),
      ipv6_prefixes: z.array(z.object({ ipv6_prefix: z.string(), service: z.string() })),
    }),
    z.transform(({ prefixes, ipv6_prefixes }) => [
      ...prefixes.flatMap(({ ip_prefix, service }) => (service === 'CLOUDFRONT' ? [ip_prefix] : [])),
      ...ipv6_prefixes.flatMap(({ ipv6_prefix, service }) => (service === 'CLOUDFRONT' ? [ipv6_prefix] : [])),
    ]),
  ),
  // docs.datadoghq.com/api/latest/ip-ranges
  datadog: z.pipe(
    z.object({ synthetics: z.object({ prefixes_ipv4: texts, prefixes_ipv6: texts }) }),
    z.transform(({ synthetics }) => [...synthetics.prefixes_ipv4, ...synthetics.prefixes_ipv6]),
  ),
  webpagetest: z.pipe(
    z.object({ data: z.record(z.string(), z.object({ addresses: z.nullish(z.array(z.nullable(z.string()))) })) }),
    z.transform(({ data }) => Object.values(data).flatMap(({ addresses }) => present(addresses ?? []))),
  ),
} as const;

const present = (some: readonly (string | null | undefined)[]): string[] => some.filter((one) => typeof one === 'string');

function textsIn(format: Exclude<ListFormat, 'lines'>, answer: string): readonly string[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(answer);
  } catch {
    return undefined;
  }
  return shapes[format].safeParse(value).data;
}
