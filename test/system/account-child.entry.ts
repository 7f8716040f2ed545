/** The work done as an account, on its own, for htaccess.test.ts to run as a program. */
import { runAccountChild } from '../../src/hosts/account-child.ts';

runAccountChild();
