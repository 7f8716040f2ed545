import type { Claims } from '../../block/claims.ts';
import type { Enforcer, EnforcerPlan } from '../../block/enforcer.ts';
import { orderRefusal } from '../../block/enforcers/order-refusal.ts';
import { oneAtATime } from '../../block/one-at-a-time.ts';
import type { BlockOrder, BlockTarget, HeldBlock } from '../../model/block.ts';
import type { Claim } from '../../model/claim.ts';
import { type DomainName, parseDomainName } from '../../model/domain-name.ts';
import { parseIpAddress } from '../../model/ip-address.ts';
import { parseIpRange } from '../../model/ip-range.ts';
import type { Problem } from '../../model/problem.ts';
import { failed, ok, type Result } from '../../model/result.ts';
import { siteRuleText } from './site-rule-text.ts';

export interface SiteRuleMachine {
  /** Our rules are claims: Plesk's hook asks for them, nobody else keeps them. */
  readonly claims: Claims;
  /** Whether Plesk has our web-server hook. */
  readonly hookIsThere: () => Promise<Result<null, Problem>>;
  /** Has Plesk write the site's configuration anew, test it and load it; our hook is then asked for the site's rules. */
  readonly rebuild: (domain: DomainName) => Promise<Result<null, Problem>>;
}

const about = {
  name: 'plesk-site-rule',
  title: "Plesk's web server rules for the site",
  effect: 'web',
  scopes: ['domain'],
  outlivesRestart: 'all',
  stops:
    "Refuses web requests to this one site, by nginx and by Apache; an address that the site's own list in Plesk lets in is not stopped, nor are visitors who come through a CDN.",
} as const;

/** nginx and Apache compare every request with every rule. */
const mostRules = 500;

/** Rules of one site, kept by us and put into its configuration by Plesk through `pm_Hook_WebServer`. */
export function siteRules(machine: SiteRuleMachine): Enforcer {
  const inTurn = oneAtATime();
  return {
    ...about,
    usable: machine.hookIsThere,
    plan: (order) => Promise.resolve(plan(machine, order)),
    apply: (order) => inTurn(() => apply(machine, order)),
    readBack: ({ target, scope }) => {
      const rules = rulesOf(machine.claims, domainOf(scope));
      const rule = rules.ok ? rules.value.find((claim) => claim.target === target) : undefined;
      return Promise.resolve(rules.ok ? ok(rule === undefined ? null : heldBlock(rule)) : rules);
    },
    lift: (order) => inTurn(() => lift(machine, order)),
    list: () => {
      const rules = rulesOf(machine.claims, null);
      return Promise.resolve(rules.ok ? ok(rules.value.map(heldBlock)) : rules);
    },
  };
}

/** The addresses kept out of a site: what the hook asks for. Problems: those of claims. */
export function siteRuleTargets(claims: Claims, domain: DomainName): Result<readonly BlockTarget[], Problem> {
  const rules = rulesOf(claims, domain);
  if (!rules.ok) return rules;
  // They end up in a configuration: only what reads as an address does.
  return ok(rules.value.flatMap(({ target }) => parseIpAddress(target) ?? parseIpRange(target) ?? []));
}

const domainOf = (scope: BlockOrder['scope']): DomainName | undefined =>
  scope.kind === 'domain' ? parseDomainName(scope.domain) : undefined;

/** @param domain null for the rules of every site */
function rulesOf(claims: Claims, domain: DomainName | undefined | null): Result<readonly Claim[], Problem> {
  const all = claims.all();
  if (!all.ok) return all;
  return ok(all.value.filter(({ enforcer, where }) => enforcer === about.name && (domain === null || where === domain)));
}

/** The site an order is for. Problem: cannot-do. */
function siteOf(order: Pick<BlockOrder, 'target' | 'scope'>): Result<DomainName, Problem> {
  const problem = orderRefusal(about, order);
  if (problem !== null) return failed(problem);
  const domain = domainOf(order.scope);
  return domain === undefined ? failed({ kind: 'cannot-do', where: about.title, what: 'find a site of that name' }) : ok(domain);
}

function plan({ claims }: SiteRuleMachine, order: BlockOrder): Result<EnforcerPlan, Problem> {
  const site = siteOf(order);
  if (!site.ok) return site;
  const domain = site.value;
  const targets = siteRuleTargets(claims, domain);
  if (!targets.ok) return targets;
  const { nginx, apache } = siteRuleText([...targets.value.filter((target) => target !== order.target), order.target]);
  return ok({
    commands: [],
    texts: [
      { to: `nginx, ${domain}`, text: nginx },
      { to: `Apache, ${domain}`, text: apache },
    ],
    calls: [],
  });
}

async function apply({ claims, hookIsThere, rebuild }: SiteRuleMachine, order: BlockOrder): ReturnType<Enforcer['apply']> {
  const site = siteOf(order);
  if (!site.ok) return site;
  const domain = site.value;
  const hook = await hookIsThere();
  if (!hook.ok) return hook;
  const rules = rulesOf(claims, domain);
  if (!rules.ok) return rules;
  const { id, target, scope, untilEpoch, reason } = order;
  if (rules.value.some((rule) => rule.target === target)) return ok({ already: true, endsByItselfEpoch: null, remarks: [] });
  if (rules.value.length >= mostRules) return failed({ kind: 'limit-reached', what: `rules of ${domain}`, limit: mostRules });
  const rule: Claim = { enforcer: about.name, id, target, scope, where: domain, endsEpoch: null, untilEpoch, reason };
  const stored = await claims.change((all) => [...all, rule]);
  if (!stored.ok) return stored;
  const rebuilt = await rebuild(domain);
  if (rebuilt.ok) return ok({ already: false, endsByItselfEpoch: null, remarks: [] });
  // Plesk keeps the old configuration when the new one fails its test; ours must say the same.
  await claims.change((all) => all.filter((each) => each.id !== id));
  return rebuilt;
}

async function lift({ claims, rebuild }: SiteRuleMachine, order: Pick<BlockOrder, 'target' | 'scope'>): ReturnType<Enforcer['lift']> {
  const domain = domainOf(order.scope);
  const rules = rulesOf(claims, domain);
  if (!rules.ok) return rules;
  const rule = rules.value.find(({ target }) => target === order.target);
  if (rule === undefined || domain === undefined) return ok('was-not-there');
  const dropped = await claims.change((all) => all.filter(({ id }) => id !== rule.id));
  if (!dropped.ok) return dropped;
  const rebuilt = await rebuild(domain);
  if (rebuilt.ok) return ok('lifted');
  // The site's configuration still has it: then it stays on our list, to be lifted again.
  await claims.change((all) => [...all, rule]);
  return rebuilt;
}

const heldBlock = ({ target, id, untilEpoch, reason }: Claim): HeldBlock => ({
  target,
  enforcer: about.name,
  id,
  untilEpoch,
  reason,
  kept: null,
});
