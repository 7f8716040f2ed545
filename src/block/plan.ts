import type { BlockOrder, BlockScope, Effect, EnforcerName } from '../model/block.ts';
import type { PlanReport } from '../model/block-report.ts';
import type { Problem } from '../model/problem.ts';
import { assertNever, failed, type Result } from '../model/result.ts';
import type { Enforcer, EnforcerPlan } from './enforcer.ts';

export interface Plan {
  /** In the order in which they are applied. */
  readonly steps: readonly Enforcer[];
  readonly report: PlanReport;
}

/**
 * Which firewall is used where several could be: whoever runs csf or firewalld has handed the firewall to it, and what is
 * written past it is lost with its next restart; nftables before iptables, because what is called iptables today mostly
 * writes nftables. CrowdSec is used only when it is named: without a bouncer its list stops nobody.
 */
const firewalls: readonly EnforcerName[] = ['csf', 'firewalld', 'nftables', 'iptables', 'windows-firewall'];

/** What blocks for one account or one site, the one that reaches further into the web server first. */
const siteRules: readonly EnforcerName[] = ['plesk-site-rule', 'ip-blocker', 'htaccess'];

interface Tried {
  readonly enforcer: Enforcer;
  readonly plan: Result<EnforcerPlan, Problem>;
}

/**
 * Chooses what makes the block real, and says what will be stopped and what not. For the server: the panel's own, and a
 * firewall where that stops less than everything, or is wanted as well. For an account or a site: the first that can.
 * `via` names them instead. Nothing is changed by it.
 */
export async function planBlock(
  order: BlockOrder,
  enforcers: readonly Enforcer[],
  native: readonly EnforcerName[],
  via: readonly EnforcerName[] | null,
  firewallToo = false,
): Promise<Plan> {
  const tried: Tried[] = [];
  const tries = async (names: readonly EnforcerName[], stopAtFirst: boolean): Promise<void> => {
    for (const enforcer of names.flatMap((name) => enforcers.find((one) => one.name === name) ?? [])) {
      if (tried.some((one) => one.enforcer === enforcer)) continue;
      const plan = await planOne(enforcer, order);
      tried.push({ enforcer, plan });
      if (plan.ok && stopAtFirst) return;
    }
  };
  let isChoice = false;
  if (via !== null) await tries(via, false);
  else if (order.scope.kind === 'server') {
    await tries(native, false);
    isChoice = tried.some(({ enforcer, plan }) => plan.ok && effectOf(enforcer, plan.value) === 'everything');
    if (!isChoice || firewallToo) await tries(firewalls, true);
  } else await tries([...native, ...siteRules], true);
  const unknown = via?.filter((name) => !enforcers.some((one) => one.name === name)) ?? [];
  const report = { ...reportOf(order, tried, enforcers, unknown), ...(isChoice ? { firewallToo } : {}) };
  return { steps: tried.filter(({ plan }) => plan.ok).map(({ enforcer }) => enforcer), report };
}

async function planOne(enforcer: Enforcer, order: BlockOrder): Promise<Result<EnforcerPlan, Problem>> {
  const { kind } = order.scope;
  if (!enforcer.scopes.includes(kind)) return failed({ kind: 'cannot-do', where: enforcer.title, what: `a block for ${scopeWords[kind]}` });
  const usable = await enforcer.usable();
  return usable.ok ? enforcer.plan(order) : usable;
}

const scopeWords: Readonly<Record<BlockScope['kind'], string>> = { server: 'the whole server', account: 'one account', domain: 'one site' };

function reportOf(order: BlockOrder, tried: readonly Tried[], all: readonly Enforcer[], unknown: readonly EnforcerName[]): PlanReport {
  const steps = tried.flatMap(({ enforcer, plan }) =>
    plan.ok ? [{ ...faceOf(enforcer, plan.value), does: doesOf(plan.value), problem: null }] : [],
  );
  const failures = tried.flatMap(({ enforcer, plan }) => (plan.ok ? [] : [{ ...nameOf(enforcer), problem: plan.problem }]));
  const untried = all
    .filter((enforcer) => !tried.some((one) => one.enforcer === enforcer))
    .map((enforcer) => ({ ...nameOf(enforcer), problem: null }));
  const missing = unknown.map((name) => ({ enforcer: name, title: name, problem: { kind: 'program-missing', program: name } as const }));
  const effects = new Set(steps.map(({ effect }) => effect));
  return { steps, notUsed: [...failures, ...missing, ...untried], ...effectSentences(order, effects) };
}

const nameOf = ({ name, title }: Enforcer): { enforcer: EnforcerName; title: string } => ({ enforcer: name, title });
const effectOf = (enforcer: Enforcer, plan: EnforcerPlan): Effect => plan.effect ?? enforcer.effect;
const faceOf = (enforcer: Enforcer, plan: EnforcerPlan): { enforcer: EnforcerName; title: string; effect: Effect; stops: string } => ({
  ...nameOf(enforcer),
  effect: effectOf(enforcer, plan),
  stops: enforcer.stops,
});

const doesOf = ({ commands, texts, calls }: EnforcerPlan): readonly string[] => [
  ...calls.map(({ name, parameters }) => [name, ...Object.entries(parameters).map(([key, value]) => `${key}=${value}`)].join(' ')),
  ...commands.map((words) => words.join(' ')),
  ...texts.map(({ to, text }) => `${to}: ${text}`),
];

/** The whole of it in plain words. */
function effectSentences({ target, scope }: BlockOrder, effects: ReadonlySet<Effect>): Pick<PlanReport, 'stops' | 'doesNotStop'> {
  if (effects.size === 0) return { stops: [], doesNotStop: ['Nothing: no place on this machine can make this block.'] };
  if (effects.has('everything')) {
    return {
      stops: [`Everything ${target} sends to this server: web pages, mail, logins and the panel.`],
      doesNotStop: ['What comes through a proxy or CDN: the server then sees the address of the proxy.'],
    };
  }
  const where = placeText(scope);
  return {
    stops: [
      ...(effects.has('logins') ? [`Logins from ${target} with a password: panel, mail, FTP and SSH.`] : []),
      ...(effects.has('web') ? [`Web requests from ${target} to ${where}: they are answered with a refusal.`] : []),
    ],
    doesNotStop: [
      ...(effects.has('web') ? [] : ['Web pages: requests go on as before.']),
      ...(effects.has('logins') ? [] : ['Mail, FTP, SSH and the panel.']),
      ...(effects.has('web') && scope.kind !== 'server' ? [`Requests to other sites than ${where}.`] : []),
      'Connections themselves: they are still accepted, also those that are open now.',
    ],
  };
}

function placeText(scope: BlockScope): string {
  switch (scope.kind) {
    case 'server':
      return 'the sites of this server';
    case 'account':
      return `the sites of ${scope.account}`;
    case 'domain':
      return scope.domain;
    default:
      return assertNever(scope);
  }
}
