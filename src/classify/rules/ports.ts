import type { Subject } from './subject.ts';
import { inboundOf } from './subject.ts';

/** The ports by which mail comes in and by which people hand mail over. */
export const mailPorts = [25, 465, 587] as const;
/** Web ports, with those of the web server behind nginx (Plesk). */
export const webPorts = [80, 443, 7080, 7081, 8080] as const;

/**
 * Inbound connections of an address on some of our ports. The report counts ports in both directions; ours are so low that
 * an outgoing connection does not get one.
 */
export function inboundOn(subject: Subject, ports: readonly number[]): number {
  const counts = subject.connections?.localPorts ?? {};
  return Math.min(
    inboundOf(subject),
    ports.reduce((sum, port) => sum + (counts[String(port)] ?? 0), 0),
  );
}
