import type { KeyTableLimits } from '../access/key-table.ts';
import type { TableName } from './kernel-exports.ts';

/** How many distinct keys each table counts exactly. */
export type KernelLimits = Readonly<Record<TableName, KeyTableLimits>>;

const MiB = 1024 * 1024;
const sites: KeyTableLimits = { maxKeys: 65_536, maxKeyBytes: 4 * MiB };

/**
 * The most keys are three quarters of a power of two: that is how full a table's slots may be. All tables together take
 * 75 MiB when they are full, and next to nothing while they are empty.
 */
export const kernelLimits: KernelLimits = {
  pages: { maxKeys: 196_608, maxKeyBytes: 24 * MiB },
  addresses: { maxKeys: 196_608, maxKeyBytes: 8 * MiB },
  agents: { maxKeys: 16_384, maxKeyBytes: 4 * MiB },
  hosts: sites,
  fileNames: sites,
  fileSites: sites,
  methods: { maxKeys: 256, maxKeyBytes: 64 * 1024 },
};
