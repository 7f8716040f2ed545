import { createLocalEpoch } from '../../scan/errors/local-epoch.ts';
import type { StampClock } from '../../scan/errors/stamps.ts';
import { createZoneReader } from '../../scan/errors/zone-epoch.ts';

/** Reads stamps without a zone as this machine's time. */
export const machineClock = (): StampClock => ({ local: createLocalEpoch(), zone: createZoneReader() });
