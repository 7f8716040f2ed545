import { randomBytes } from 'node:crypto';

/** An id no other block has. */
export const newBlockId = (): string => `b-${randomBytes(8).toString('hex')}`;
