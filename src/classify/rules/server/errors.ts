import type { ErrorGroup } from '../../../model/error-report.ts';
import { counted, listed, onSites } from '../../words.ts';
import type { FindingDraft, ServerRule } from '../rule.ts';
import { isRecent, type Scene } from '../scene.ts';
import type { Limits } from '../../limits.ts';

/** What error logs tell of the server: one rule a kind of line. It is an alarm when it happens now, a note of the past else. */
interface Kind {
  readonly id: string;
  readonly title: string;
  readonly meaning: string;
  /** True where any error log is taken for it, those that the programs of a site write included. */
  readonly forgeable: boolean;
  readonly is: (group: ErrorGroup) => boolean;
  readonly says: (times: string, sites: readonly string[]) => string;
  readonly advice: string;
}

const kinds: readonly Kind[] = [
  {
    id: 'php-pool-full',
    title: "A site's PHP is full",
    meaning: 'Every PHP worker of a site is at work, so that further visitors wait or get an error.',
    forgeable: false,
    is: ({ source, code, message }) =>
      (source === 'php-fpm' && message.startsWith('server reached ') && message.includes('max_children setting')) ||
      (code === 'AH02454' && message.startsWith('(11)')),
    says: (times, sites) =>
      `All PHP workers${sites.length === 0 ? ' of a site' : ` of ${listed(sites)}`} were busy, ${times}: visitors waited or got errors.`,
    advice: "See the site's most requested pages and who asks for them. Raise pm.max_children only when there is memory for it.",
  },
  {
    id: 'web-server-full',
    title: 'The web server is full',
    meaning: 'Every worker of the web server is at work, so that further visitors wait or get nothing.',
    forgeable: false,
    is: ({ code, source, message }) =>
      (code !== null && ['AH00484', 'AH00161', 'AH00286', 'AH00485', 'AH00288', 'AH03490'].includes(code)) ||
      (source === 'nginx' && message.includes('worker_connections are not enough') && /^\d{1,7} |^N /.test(message)),
    says: (times) => `All workers of the web server were busy, ${times}: visitors waited or got nothing.`,
    advice: 'See who holds the connections and which pages take long. Raise the number of workers only when there is memory for it.',
  },
  {
    id: 'out-of-memory',
    title: 'Memory ran out',
    meaning: 'The server has no memory left and ends programs to get some.',
    forgeable: true,
    is: ({ source, message }) =>
      (source === 'apache' && message.startsWith('(12)')) ||
      (source === 'php-fpm' &&
        (message.startsWith('fork() failed') ||
          message.startsWith('child N exited on signal 9 ') ||
          message.startsWith('child N exited with code 137'))) ||
      message.startsWith('Out of memory: Killed process'),
    says: (times, sites) => `Programs were killed or could not start for lack of memory${onSites(sites)}, ${times}.`,
    advice: 'Look at memory and swap, and in the kernel log for "Out of memory". More workers would make it worse.',
  },
  {
    id: 'conntrack-full',
    title: 'The firewall’s table of connections is full',
    meaning: 'The firewall remembers as many connections as it can and drops all others.',
    forgeable: true,
    is: ({ message }) => message.startsWith('nf_conntrack: table full') || message.startsWith('nf_conntrack: nf_conntrack: table full'),
    says: (times) => `The kernel dropped connections, good ones too, because its table of them was full, ${times}.`,
    advice: 'Raise net.netfilter.nf_conntrack_max first, then look who opens so many.',
  },
  {
    id: 'php-not-running',
    title: "A site's PHP is not running",
    meaning: 'The program that makes the pages of a site does not run or does not answer.',
    forgeable: false,
    is: ({ code, message }) => code === 'AH00957' || (code === 'AH02454' && (message.startsWith('(2)') || message.startsWith('(111)'))),
    says: (times, sites) => `The web server did not reach PHP or the program behind it${onSites(sites)}, ${times}. This is no attack.`,
    advice: 'Start PHP-FPM or the program, and look in its log for why it stopped.',
  },
];

/** Ids of what means that visitors wait. */
export const fullIds: readonly string[] = ['php-pool-full', 'web-server-full', 'accept-queue-full'];

export const errorRules: readonly ServerRule[] = kinds.map((kind) => ({
  id: kind.id,
  title: kind.title,
  meaning: kind.meaning,
  confidence: kind.forgeable ? 'medium' : 'high',
  limit: null,
  forgeable: kind.forgeable,
  look: (scene: Scene, _witnessed: readonly unknown[], limits: Limits) => finding(kind, scene, limits),
}));

function finding({ is, says, advice }: Kind, scene: Scene, limits: Limits): readonly FindingDraft[] {
  const groups = (scene.errors?.groups ?? []).filter(is);
  if (groups.length === 0) return [];
  const count = groups.reduce((sum, group) => sum + group.count, 0);
  const now = groups.some((group) => isRecent(group, scene, limits));
  const sites = [...new Set(groups.flatMap((group) => group.sites))].sort();
  return [
    {
      severity: now ? 'alarm' : 'warning',
      text: says(`${counted(count, 'time')}${now ? ', the last a few minutes ago' : ''}`, sites),
      figures: { times: count, recent: now ? 1 : 0 },
      about: sites,
      addresses: [],
      advice,
    },
  ];
}
