import type { ConnectionReport } from '../model/connection-report.ts';
import type { ErrorReport } from '../model/error-report.ts';

/** The same answer with lists of at most `top`; null = as it is. Counts and `distinct` stay those of the whole. */
export function cutConnections(report: ConnectionReport, top: number | null): ConnectionReport {
  if (top === null) return report;
  return {
    ...report,
    byAddress: report.byAddress.slice(0, top),
    bySubnet: report.bySubnet.slice(0, top),
    byLocalPort: report.byLocalPort.slice(0, top),
    outboundByPort: report.outboundByPort.slice(0, top),
  };
}

export const cutErrors = (report: ErrorReport, top: number | null): ErrorReport =>
  top === null ? report : { ...report, groups: report.groups.slice(0, top) };
