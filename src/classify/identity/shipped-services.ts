import type { IpRange } from '../../model/ip-address.ts';
import type { KnownService } from '../../model/known-service.ts';
import { parseServices } from './service-text.ts';

/**
 * The services and lists that came with this program. Their text, a part of its own, is loaded here and not before. Its thousands of
 * ranges are taken as they are written: tests hold that each is written as `parseIpRange` would.
 */
export async function shippedServices(): Promise<readonly KnownService[]> {
  const { default: text } = await import('virtual:services');
  return parseServices(text, (written) => written as IpRange);
}
