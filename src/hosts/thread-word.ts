/** The word by which this program knows that it was started as a thread of itself. */
export const threadWord = '--scan-thread';
