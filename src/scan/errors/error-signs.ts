import type { Sign } from '../../model/behaviour.ts';
import type { ErrorRecord } from './error-record.ts';

export interface ErrorSign {
  readonly sign: Sign;
  readonly what: string;
}

/** The name of a script that a visitor asked for, not of an image that is missing. */
const scriptName = /\.(?:php\d?|phtml|phar|aspx?|jspx?|cgi|pl)$/;

/**
 * Codes of Apache that tell of a visitor's doing (docs/log-message-tags of httpd). AH01630, "client denied by server
 * configuration", is none of them and never will be: our own blocks write it, and a block that made evidence would feed
 * itself. AH01276, an index page that is not there, is everyday, and so is AH00128, a file, unless it is a script.
 */
const byCode: Readonly<Record<string, ErrorSign>> = {
  AH01614: { sign: 'auth-failure', what: 'wrong scheme' },
  AH01617: { sign: 'auth-failure', what: 'wrong password' },
  AH01618: { sign: 'auth-failure', what: 'unknown user' },
  AH01788: { sign: 'auth-failure', what: 'wrong realm' },
  AH01790: { sign: 'auth-failure', what: 'unknown user' },
  AH01791: { sign: 'auth-failure', what: 'refused user' },
  AH01792: { sign: 'auth-failure', what: 'wrong password' },
  AH01794: { sign: 'auth-failure', what: 'wrong password' },
  AH01807: { sign: 'auth-failure', what: 'wrong password' },
  AH01808: { sign: 'auth-failure', what: 'unknown user' },
  AH10244: { sign: 'payload', what: 'traversal' },
  AH00135: { sign: 'not-web', what: 'no HTTP request' },
  AH00566: { sign: 'not-web', what: 'no HTTP request' },
  AH01382: { sign: 'slow-request', what: 'no request' },
};

interface Wording {
  readonly words: readonly string[];
  readonly sign: Sign;
  readonly what: string;
}

/**
 * Wordings of Apache 2.2, nginx and modules, where there is no code: the message begins with the first and holds the
 * others. nginx's "no user/password was provided" is not among them: every browser asks without a password first.
 */
const byWords: readonly Wording[] = [
  { words: ['user ', 'was not found in "'], sign: 'auth-failure', what: 'unknown user' },
  { words: ['user ', 'password mismatch'], sign: 'auth-failure', what: 'wrong password' },
  { words: ['user ', ' not found: /'], sign: 'auth-failure', what: 'unknown user' },
  { words: ['limiting requests'], sign: 'rule-hit', what: 'limit of requests' },
  { words: ['limiting connections'], sign: 'rule-hit', what: 'limit of connections' },
  { words: ['invalid uri path'], sign: 'payload', what: 'traversal' },
  { words: ['invalid uri in request'], sign: 'payload', what: 'traversal' },
  { words: ['client sent invalid method'], sign: 'not-web', what: 'no HTTP request' },
  { words: ['client sent invalid request'], sign: 'not-web', what: 'no HTTP request' },
  { words: ['invalid method in request'], sign: 'not-web', what: 'no HTTP request' },
  { words: ['request failed: malformed request line'], sign: 'not-web', what: 'no HTTP request' },
];

/** What FastCGI says of a script, and CGI and the servers themselves of any file: there the name must tell. */
const noScript = 'primary script unknown';
const noFile: readonly string[] = ['script not found or unable to stat', "script '", 'file does not exist: '];

const denied = 'client denied by server configuration';

/** What a record of an error log is a sign of by the client it names, or null. `firstLine` is the record as it was logged. */
export function signOfError(record: ErrorRecord, firstLine: string): ErrorSign | null {
  const { source, code, message } = record;
  if (source !== 'apache' && source !== 'nginx') return null;
  const text = message.toLowerCase();
  if (code === 'AH01630' || text.startsWith(denied)) return null;
  const known = code === null ? undefined : byCode[code];
  if (known !== undefined) return known;
  if (text.startsWith('modsecurity: ')) return signOfRule(record, firstLine);
  if (text.startsWith(noScript)) return { sign: 'missing-script', what: askedScript(firstLine) };
  if (noFile.some((words) => text.startsWith(words))) return signOfFile(text);
  const found = byWords.find(({ words }) => text.startsWith(words[0] ?? '') && words.every((word) => text.includes(word)));
  return found === undefined ? null : { sign: found.sign, what: found.what };
}

const longestWhat = 300;
const severity = /\[severity "([A-Z]{1,12}|\d)"\]/;

/** Which rule, how grave it thinks itself, and what it did and why. */
function signOfRule({ code, message }: ErrorRecord, firstLine: string): ErrorSign {
  const grave = severity.exec(firstLine)?.[1];
  const rule = ['rule', code ?? 'without id', ...(grave === undefined ? [] : [grave])].join(' ');
  return { sign: 'rule-hit', what: `${rule}: ${message.slice('ModSecurity: '.length)}`.slice(0, longestWhat) };
}

/** nginx names the request; Apache does not. */
const asked = /, request: "[A-Z]{1,16} ([^ "?]{1,250})/;
const askedScript = (firstLine: string): string => asked.exec(firstLine)?.[1]?.toLowerCase() ?? 'a script';

const named = /^(?:script '|script not found or unable to stat: |file does not exist: )([^'\s,]{1,250})/;

/** Only what the message itself names: the page that led there stands behind it. */
function signOfFile(text: string): ErrorSign | null {
  const what = named.exec(text)?.[1] ?? '';
  return scriptName.test(what) ? { sign: 'missing-script', what } : null;
}
