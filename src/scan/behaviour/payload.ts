import { withoutQuoted } from './beacons.ts';
import { withoutOwnLanguage } from './own-language.ts';
import { decoded, longestTarget } from './request-target.ts';
import { searchParameters } from './searches.ts';

/** What an attack written into a request tries. */
export type Payload = 'traversal' | 'sql' | 'script' | 'template' | 'jndi' | 'php-wrapper' | 'remote-file' | 'command' | 'header';

/** What people look for to read about it; of the others nobody types any. */
const readAbout = ['sql', 'script'] as const satisfies readonly Payload[];

/** The same where it stands among the words somebody searches for. */
export type TargetPayload = Payload | `${(typeof readAbout)[number]} in search words`;

interface Signature {
  readonly payload: Payload;
  /** Any of these, in the decoded text in lower case. */
  readonly words?: readonly string[];
  /** Without nested repetition: each looks at a character once or a bounded number of times. */
  readonly shape?: RegExp;
  /** Looked for in user agents and referers, too: other words may stand there by chance. */
  readonly inHeaders?: true;
}

/**
 * Each is something no page links to and no visitor types. What broken pages and simple crawlers produce is left out on
 * purpose: `../../style.css`, `{{item.image}}`, `javascript:alert('x')` and `<?php echo $link ?>` as a page, the words "union"
 * and "select" in a search.
 */
const signatures: readonly Signature[] = [
  { payload: 'jndi', words: ['${jndi:', '${lower:', '${upper:', '${::-', '${env:', '${sys:'], inHeaders: true },
  { payload: 'command', words: ['() {', '() { :', '/bin/bash -c', '/dev/tcp/'], inHeaders: true },
  {
    payload: 'traversal',
    words: [
      ...['/etc/passwd', '/etc/shadow', '/proc/self/', 'windows/win.ini', '/boot.ini', '../../../', '=../', '..\\..\\'],
      ...[
        '....//',
        '..;/',
        '\xc0\xae',
        '=/etc/hosts',
        'system32/drivers/etc/hosts',
        '=file:///',
        '.php\0',
        '\0.jpg',
        '\0.png',
        '\0.html',
        '\0.txt',
      ],
    ],
  },
  {
    payload: 'sql',
    words: [
      ...['information_schema.', 'xp_cmdshell', 'waitfor delay', 'group_concat(', 'extractvalue(', 'updatexml(', 'pg_sleep('],
      ...['load_file(', 'into outfile', 'concat(0x', 'unhex(hex(', 'dbms_pipe.receive_message', '@@version', 'procedure analyse('],
      ...['ascii(substr', 'rlike (select', 'and (select', 'convert(int,'],
    ],
    shape:
      /\bunion (?:all |distinct )?select[ (]{1,4}(?:\d|null|0x|@|'|"|\*|concat|char|version|\w{1,40}, ?\w{1,40}[^&]{0,200} from\b)|['")] ?(?:or|and) ['"(]{0,2}\w{1,12}['"]? ?= ?['"(]?\w|\b(?:sleep|benchmark) ?\( ?\d|\b(?:or|and|having) \d{1,6} ?= ?\d{1,6}\b|\border by \d{1,3} ?(?:--|#)|['"]\)? ?(?:--|#)[ -]?(?:&|$)|; ?(?:drop|alter|truncate) table \w|; ?(?:delete from|insert into) \w|\(select [^()]{1,60} from \w/,
    inHeaders: true,
  },
  {
    payload: 'script',
    words: [
      ...['<script', '<svg/onload', '<svg onload', '<img src=x', 'document.cookie', 'onerror=alert', 'alert(document', '<iframe src='],
      ...['=javascript:alert(', '=javascript:prompt(', '=javascript:confirm(', '=javascript:eval('],
    ],
    shape: /[-=>;'"({ ](?:alert|prompt|confirm)\((?:\d{1,8}|['"`]?xss|document|['"`])/,
    inHeaders: true,
  },
  {
    payload: 'template',
    words: [
      ...['%{(#', '#{7*7}', '__import__(', 'freemarker.template', '${script:', '${@print', '@java.lang.runtime'],
      ...['getruntime().exec', 'class.module.classloader', '@org.apache', 't(java.lang', '<!entity '],
    ],
    shape: /(?:\{\{|\$\{|<%=) ?\d{1,9} ?\* ?\d{1,9} ?(?:\}|%>)/,
  },
  {
    payload: 'php-wrapper',
    words: [
      ...['php://input', 'php://filter', 'expect://', 'phar://', 'data://text', 'data:text/plain;base64', 'allow_url_include'],
      ...['auto_prepend_file', 'base64_decode(', 'eval(', 'phpinfo()', 'assert($_'],
      ...['<?php system', '<?php eval', '<?php @eval', '<?php passthru', '<?php exec', '<?php shell_exec', '<?php echo md5'],
    ],
    // A stored object of PHP, made up by hand.
    shape: /[=&;{]o:\d{1,3}:"[a-z_\\]{1,60}":\d/,
  },
  {
    payload: 'remote-file',
    // Addresses that lead only from inside to the keys of a rented machine; and files whose question mark makes a query of
    // whatever a program appends to the name.
    words: ['://169.254.169.254', '://metadata.google.internal', '=gopher://', '=dict://'],
    shape: /=(?:https?|ftps?):\/\/[^&?]{1,300}\.(?:txt|dat|gif)\?{1,3}(?:&|$)/,
  },
  {
    payload: 'header',
    // A line of an answer, behind the end of another: text of several lines that people send begins none with these.
    words: ['\nset-cookie:', '\ncontent-length:', '\nx-xss-protection:', '\xe5\x98\x8dset-cookie:'],
  },
  {
    payload: 'command',
    words: [
      '${ifs}',
      ';cat /',
      '|cat /',
      '$(id)',
      '`id`',
      ';id;',
      '|id|',
      'chmod 777',
      'cmd.exe?/c',
      'cmd.exe /c',
      'powershell -',
      'powershell.exe',
    ],
    shape:
      /[;|`\n] ?(?:wget|curl|tftp|nc|ncat|ping -c|nslookup|whoami|uname)\b|\b(?:wget|curl) (?:-\w{1,6} ){0,3}https?:\/\/|\$\((?:sleep|whoami|curl|wget|cat|nslookup|ping|uname)\b|[;|] ?sleep \d|\bcd \/tmp\b|\/bin\/(?:sh|bash|busybox)\b/,
  },
];

/** Every kind there is, and what is said of it where it stands. */
export const payloadWords: readonly string[] = [
  ...new Set(signatures.map(({ payload }) => payload)),
  ...readAbout.map((payload) => `${payload} in search words`),
  ...signatures.flatMap(({ payload, inHeaders }) => (inHeaders === true ? [`${payload} in user agent`, `${payload} in referer`] : [])),
];

const apacheEscape = /\\x([0-9a-f]{2})|\\(["\\nt])/gi;

/** As it was sent: web servers write unusual bytes as `\xNN`. */
const unescaped = (text: string): string =>
  text.includes('\\')
    ? text.replace(apacheEscape, (_, byte: string | undefined, letter: string | undefined) =>
        byte === undefined
          ? letter === 'n'
            ? '\n'
            : letter === 't'
              ? '\t'
              : (letter ?? '')
          : String.fromCharCode(Number.parseInt(byte, 16)),
      )
    : text;

/** What stands between words to hide them: a plus, a tab, a comment of SQL. */
const hidingBlanks = /\+|[\t\r\v\f]|\/\*.{0,40}?\*\//g;

/** Encoded dots and slashes, which no browser makes. */
const disguisedDots = /%2e%2e|%252e%252e|\.%2e|%2e\.|%c0%ae|%c0%af|^[^?]*\.\.%(?:2f|5c)|=\.\.%(?:2f|5c)|\.\.%(?:2f|5c)\.\.|%uff0e/;

/** Nothing but what ordinary links are made of, and no dot beside a dot. */
const ordinary = /^(?:\.?[\w/=&?,~@-])*\.?$/;
/** The words of attacks that are made of nothing else. */
export const wordsInOrdinaryLetters: readonly string[] = [
  ...['/etc/passwd', '/etc/shadow', '/proc/self', 'win.ini', '/boot.ini', '/bin/', '_cmdshell', 'information_schema', 'allow_url'],
  ...['auto_prepend', '.cookie', 'freemarker', '@java', 'classloader', 'powershell', '/dev/tcp', 'utfile', '=/etc/hosts', '@@version'],
];
const inOrdinaryLetters = new RegExp(wordsInOrdinaryLetters.map((word) => word.replaceAll('.', '\\.')).join('|'));

/**
 * The kind of attack in a target, or in a header (agent, referer), as it stands in the log; or null. Looked for as it
 * stands and with `%xx` decoded once and twice.
 */
export function payloadOf(logged: string, where: 'target' | 'header'): Payload | null {
  const plain = unescaped(logged.slice(0, longestTarget)).toLowerCase();
  if (ordinary.test(plain) && !inOrdinaryLetters.test(plain)) return null;
  if (where === 'target' && disguisedDots.test(plain)) return 'traversal';
  for (let shown = plain, round = 0; round < 3; round++) {
    const found = payloadIn(shown.replace(hidingBlanks, ' '), where);
    if (found !== null) return found;
    const next = decoded(shown).toLowerCase();
    if (next === shown) break;
    shown = next;
  }
  return null;
}

/** What is looked for, wherever it stands. */
const searchWords = new RegExp(`([?&](?:${[...searchParameters, 'wd'].join('|')})=)[^&]*`, 'gi');

/** The kind of attack in a target. */
export function payloadOfTarget(logged: string): TargetPayload | null {
  const found = payloadOf(logged, 'target');
  // What a library makes of a text that it only writes down is decided elsewhere.
  if (found === null || found === 'jndi') return found;
  const kind = readAbout.find((one) => one === found);
  const said = withoutQuoted(logged, kind !== undefined);
  if (said !== null && payloadOf(said, 'target') === null) return null;
  const inOwn = kind === 'sql' ? withoutOwnLanguage(logged) : null;
  if (inOwn !== null && payloadOf(inOwn, 'target') === null) return null;
  const mark = logged.indexOf('?');
  if (kind === undefined || mark < 0) return found;
  const others = logged.slice(0, mark) + logged.slice(mark).replace(searchWords, '$1');
  return others !== logged && payloadOf(others, 'target') === null ? `${kind} in search words` : found;
}

function payloadIn(text: string, where: 'target' | 'header'): Payload | null {
  const found = signatures.find(
    ({ words, shape, inHeaders }) =>
      (where === 'target' || inHeaders === true) && (words?.some((word) => text.includes(word)) === true || shape?.test(text) === true),
  );
  return found?.payload ?? null;
}
