/** Exit codes of the command; documented in its help and in README. */
export const exitCodes = {
  /** An answer was printed; what could not be read is listed with it. */
  answered: 0,
  /** Nothing could be read, so there is no answer. */
  nothingRead: 1,
  /** The command line is not understood. */
  badUse: 2,
  /** Something speaks against a block; nothing was changed. */
  refused: 3,
  /** What was to be changed was not, or not everywhere; the answer says where and why. */
  notDone: 4,
  /** A fault of the program itself. */
  fault: 70,
  /** There was an answer, but it could not be written (a full disk). */
  notWritten: 74,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
