import { attackTool } from './attack-tool.ts';
import { cacheBusting } from './cache-busting.ts';
import { changingAgents } from './changing-agents.ts';
import { firewallHits, wrongPasswords } from './error-log-signs.ts';
import { fakeCrawler } from './fake-crawler.ts';
import { halfOpen } from './half-open.ts';
import { httpFlood } from './http-flood.ts';
import { loginAttack } from './login-attack.ts';
import { loginSucceeded } from './login-succeeded.ts';
import { mailFlood } from './mail-flood.ts';
import { manyConnections } from './many-connections.ts';
import { notWeb } from './not-web.ts';
import { payloads } from './payloads.ts';
import type { Rule } from './rule.ts';
import { scriptScan } from './script-scan.ts';
import { secretsAsked } from './secrets.ts';
import { shellAnswered } from './shell-answered.ts';
import { shellHunt } from './shell-hunt.ts';
import { slowRequests } from './slow-requests.ts';
import { ordinaryVisitor, ownServer, proxyInFront, verifiedService, worksInAdmin } from './speaks-for.ts';
import { userEnumeration } from './user-enumeration.ts';

/** Every rule about one address. A new rule is one file and one line here. */
export const rules: readonly Rule[] = [
  loginSucceeded,
  loginAttack,
  shellAnswered,
  shellHunt,
  scriptScan,
  secretsAsked,
  payloads,
  userEnumeration,
  changingAgents,
  attackTool,
  fakeCrawler,
  cacheBusting,
  httpFlood,
  slowRequests,
  manyConnections,
  halfOpen,
  mailFlood,
  notWeb,
  wrongPasswords,
  firewallHits,
  ownServer,
  verifiedService,
  proxyInFront,
  worksInAdmin,
  ordinaryVisitor,
];
