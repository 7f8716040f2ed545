import { accountWork, doAccountWork } from '../system/account-work.ts';
import { readFileSync } from 'node:fs';

/** Reads the work, does it, prints the answer. Root is given up before any path of the account is touched. */
export function runAccountChild(): void {
  const answer = doAccountWork(accountWork.parse(JSON.parse(readFileSync(0, 'utf8'))));
  process.stdout.write(JSON.stringify(answer));
}
