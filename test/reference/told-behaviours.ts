import type { AddressBehaviour, Behaviours } from '../../src/model/behaviour.ts';

/** Behaviours as plain data: what is only made when somebody looks is looked at. */
export const toldBehaviours = (behaviours: Behaviours) => ({ ...behaviours, addresses: behaviours.addresses.map(toldBehaviour) });

export const toldBehaviour = (of: AddressBehaviour) => ({
  address: of.address,
  requests: of.requests,
  firstEpoch: of.firstEpoch,
  lastEpoch: of.lastEpoch,
  assets: of.assets,
  assetsServed: of.assetsServed,
  pagesServed: of.pagesServed,
  mostPerMinute: of.mostPerMinute,
  mostPerTenMinutes: of.mostPerTenMinutes,
  statuses: of.statuses,
  methods: of.methods,
  sites: of.sites,
  distinctSites: of.distinctSites,
  agents: of.agents,
  distinctAgents: of.distinctAgents,
  mostAgentsPerMinute: of.mostAgentsPerMinute,
  frontPages: of.frontPages,
  cronCalls: of.cronCalls,
  refusedPaths: of.refusedPaths,
  distinctRefusedPaths: of.distinctRefusedPaths,
  paths: of.paths,
  signs: Object.fromEntries(Object.entries(of.signs).map(([sign, { count, hits }]) => [sign, { count, hits }])),
  loginsAfterFailures: of.loginsAfterFailures,
  loginsAtOnce: of.loginsAtOnce,
  userNames: of.userNames,
  forms: of.forms,
  worksInAdmin: of.worksInAdmin,
  refusedByUs: of.refusedByUs,
  minutes: of.minutes,
  minuteSeconds: of.minuteSeconds,
  samples: of.samples,
});
