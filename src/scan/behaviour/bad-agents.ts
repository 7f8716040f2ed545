/**
 * Programs that give themselves away by their user agent. A user agent can be anything, so a name here is a sign among
 * others and its absence none. General libraries (curl, python-requests, Go-http-client, Java, okhttp) are not here: half
 * of the world's monitors and shops use them.
 *
 * - `attack-tool`: made to break in or to try passwords; nobody's visitor.
 * - `scanner`: looks for holes or open services, sometimes with the owner's consent.
 * - `harvester`: collects mail addresses, or fills in forms with advertising; a nuisance at best.
 * - `scraper`: takes what it can get and heeds no robots.txt, by many hosters' experience; it costs, it does not break in.
 *   Some are honest about who they are: whether one is verified says `classify/identity/`.
 */
export type AgentFamily = 'attack-tool' | 'scanner' | 'harvester' | 'scraper';

const tokens: Readonly<Record<AgentFamily, readonly string[]>> = {
  'attack-tool': [
    ...['sqlmap', 'havij', 'sqlninja', 'bsqlbf', 'commix', 'xsser', 'xsstrike', 'joomscan', 'wpscan', 'wpforce'],
    ...[
      'cmsmap',
      'thc-hydra',
      '(hydra)',
      'brutus/',
      'patator',
      'dirbuster',
      'gobuster',
      'feroxbuster',
      'dirsearch',
      'wfuzz',
      'ffuf',
      'fuzz faster u fool',
    ],
    ...['arachni', 'w3af', 'skipfish', 'grendel-scan', 'golismero', 'metasploit', 'weevely', 'zmeu', 'morfeus', 'muieblackcat', 'jorgee'],
    ...[
      'hello, world',
      'gh0st',
      'mozi.m',
      'mirai',
      'dark_nexus',
      'polaris botnet',
      'l9tcpid',
      'l9explore',
      'r00ts3c',
      'goldeneye',
      'slowhttptest',
    ],
    ...['nsauditor', 'whatweb'],
  ],
  scanner: [
    ...[
      'nikto',
      'nmap scripting engine',
      'nessus',
      'openvas',
      'acunetix',
      'netsparker',
      'invicti',
      'appscan',
      'webinspect',
      'qualys',
      'burpcollaborator',
    ],
    ...[
      'masscan',
      'zgrab',
      'zmap',
      'nuclei',
      'projectdiscovery',
      'httpx - open-source',
      'naabu',
      'jaeles',
      'subfinder',
      'aquatone',
      'gowitness',
      'eyewitness',
    ],
    ...[
      'censysinspect',
      'expanse, a palo alto',
      'internet-measurement',
      'internetmeasurement',
      'leakix',
      'netsystemsresearch',
      'nlpproject.info',
    ],
    ...[
      'shodan',
      'binaryedge',
      'stretchoid',
      'cyberscan',
      'odin; https://docs.getodin',
      'modat scanner',
      'visionheight',
      'zoomeye',
      'paloaltonetworks',
    ],
    ...['gdnplus', 'onyphe', 'securitytrails', 'threatview', 'project-resonance', 'scaninfo@', 'infrawatch', 'keydrop'],
  ],
  harvester: [
    ...['email siphon', 'emailsiphon', 'emailcollector', 'emailspider', 'emailwolf', 'email hunter', 'email_hunter', 'email extrac'],
    ...['extractorpro', 'cherrypicker', 'crescent internet', 'mail.sweeper', 'webemailextrac', 'contactbot', 'scan4mail'],
    ...['guestbook auto', 'trackback/1.0', 'datacha0s', 'psycheclone', 'missigua', 'missauga', 'isc systems irc', 'webvulncrawl'],
  ],
  scraper: [
    ...[
      'httrack',
      'webcopier',
      'webzip',
      'teleport pro',
      'offline explorer',
      'webreaper',
      'sitesucker',
      'blackwidow',
      'webstripper',
      'websucker',
    ],
    ...[
      'megaindex',
      'mj12bot',
      'dotbot',
      'blexbot',
      'zoominfobot',
      'linkdexbot',
      'seokicks',
      'xovibot',
      'spbot',
      'sistrix',
      'cliqzbot',
      'grapeshot',
    ],
    ...[
      'bytespider',
      'scrapy',
      'claritybot',
      'dataforseobot',
      'serpstatbot',
      'barkrowler',
      'petalbot',
      'imagesiftbot',
      'thinkbot',
      'awariobot',
      'velenpublicwebcrawler',
    ],
    ...[
      'nicecrawler',
      'siteexplorer',
      'gigabot',
      'ahrefsbot',
      'semrushbot',
      'turnitinbot',
      'mauibot',
      'pixray',
      'picscout',
      'brandverity',
      'netseer',
      'trendkite',
      'libwww-perl',
      'lwp-trivial',
    ],
  ],
};

const entries = Object.entries(tokens).flatMap(([family, words]) => words.map((word) => ({ family: family as AgentFamily, word })));

const nameOf = ({ family, word }: (typeof entries)[number]): string => `${family}: ${word}`;

/** Every name that `badAgentOf` gives. */
export const toolNames: readonly string[] = entries.map(nameOf);

/** The tool or robot a user agent names, as `family: token`; null for all others. */
export function badAgentOf(agent: string): string | null {
  const text = agent.slice(0, 500).toLowerCase();
  const found = entries.find(({ word }) => text.includes(word));
  return found === undefined ? null : nameOf(found);
}
