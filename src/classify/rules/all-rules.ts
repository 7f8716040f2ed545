import { attackTool } from './attack-tool.ts';
import { backupHunt } from './backup-hunt.ts';
import { cacheBusting } from './cache-busting.ts';
import { changingAgents } from './changing-agents.ts';
import { commentSpam } from './comment-spam.ts';
import { firewallHits, wrongPasswords } from './error-log-signs.ts';
import { fakeCrawler } from './fake-crawler.ts';
import { frontPageFlood } from './front-page-flood.ts';
import { goesOn } from './goes-on.ts';
import { halfOpen } from './half-open.ts';
import { httpFlood } from './http-flood.ts';
import { loginAttack } from './login-attack.ts';
import { loginSucceeded } from './login-succeeded.ts';
import { mailFlood } from './mail-flood.ts';
import { manyConnections } from './many-connections.ts';
import { missingPages } from './missing-pages.ts';
import { nameless } from './nameless.ts';
import { notWeb } from './not-web.ts';
import { otherLogins } from './other-logins.ts';
import { passwordTries } from './password-tries.ts';
import { payloads } from './payloads.ts';
import { pingbacks } from './pingbacks.ts';
import { proxyTries } from './proxy-tries.ts';
import type { Rule } from './rule.ts';
import { sameForm } from './same-form.ts';
import { scanOfSites } from './scan-of-sites.ts';
import { scriptBurst } from './script-burst.ts';
import { scriptScan } from './script-scan.ts';
import { searchFlood } from './search-flood.ts';
import { secretsAsked } from './secrets.ts';
import { shellAnswered } from './shell-answered.ts';
import { shellHunt } from './shell-hunt.ts';
import { slowRequests } from './slow-requests.ts';
import { ordinaryVisitor, ownServer, proxyInFront, verifiedService, worksInAdmin } from './speaks-for.ts';
import { spreadFlood } from './spread-flood.ts';
import { spreadLogins } from './spread-logins.ts';
import { subnetLogins, subnetProbes, subnetScripts } from './subnet-together.ts';
import { userEnumeration } from './user-enumeration.ts';
import { userNames } from './user-names.ts';

/** Every rule about one address. A new rule is one file and one line here. */
export const rules: readonly Rule[] = [
  loginSucceeded,
  loginAttack,
  otherLogins,
  passwordTries,
  userNames,
  spreadLogins,
  subnetLogins,
  shellAnswered,
  shellHunt,
  scriptScan,
  scriptBurst,
  scanOfSites,
  subnetScripts,
  subnetProbes,
  secretsAsked,
  backupHunt,
  payloads,
  userEnumeration,
  missingPages,
  proxyTries,
  commentSpam,
  sameForm,
  changingAgents,
  attackTool,
  fakeCrawler,
  nameless,
  cacheBusting,
  httpFlood,
  frontPageFlood,
  searchFlood,
  goesOn,
  spreadFlood,
  slowRequests,
  manyConnections,
  halfOpen,
  mailFlood,
  notWeb,
  wrongPasswords,
  firewallHits,
  pingbacks,
  ownServer,
  verifiedService,
  proxyInFront,
  worksInAdmin,
  ordinaryVisitor,
];
