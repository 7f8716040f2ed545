import type { ServerRule } from '../rule.ts';
import { secretGivenAway, shellOnSite } from './answered.ts';
import { breakIn } from './break-in.ts';
import { distributedLogin } from './distributed-login.ts';
import { errorRules } from './errors.ts';
import { failingSites } from './failing-site.ts';
import { pingbackFlood } from './pingback-flood.ts';
import { slowloris } from './slowloris.ts';
import { closeWaitPile, forgedSynFlood, fullAcceptQueue, fullMailServer } from './sockets.ts';
import { spamOut } from './spam-out.ts';
import { spreadFlood } from './spread-flood.ts';
import { subnetAttacks } from './subnets.ts';
import { busySites, crawlerLoad, onlyProxies, ownServerTries } from './who-comes.ts';

/** Every rule about the server as a whole, what should be seen first first. */
export const serverRules: readonly ServerRule[] = [
  breakIn,
  shellOnSite,
  secretGivenAway,
  forgedSynFlood,
  slowloris,
  fullAcceptQueue,
  ...errorRules,
  spamOut,
  fullMailServer,
  distributedLogin,
  spreadFlood,
  subnetAttacks,
  pingbackFlood,
  closeWaitPile,
  onlyProxies,
  ownServerTries,
  failingSites,
  busySites,
  crawlerLoad,
];
