import { type AccountFiles, accountFilesIn } from '../system/run-as-account.ts';

/** Files of accounts, through this program started once more, which becomes the account. */
export const accountFiles = (): AccountFiles => accountFilesIn([process.execPath, __filename]);
