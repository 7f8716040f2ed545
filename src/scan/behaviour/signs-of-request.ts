import { otherAction, type Sign } from '../../model/behaviour.ts';
import type { AgentFacts } from './known-agents.ts';
import { byPut, type FoundHole } from './exploit-paths.ts';
import { isBackup } from './backups.ts';
import { hostBehindProxy, otherProtocol, strangeMethod } from './not-web.ts';
import { passwordInAddress } from './doors.ts';
import { payloadOf } from './payload.ts';
import type { TargetFacts } from './target-facts.ts';
import { longestText } from './texts.ts';
import { loginTried } from './wordpress.ts';

/** One request as its line tells it. Texts are raw. */
export interface SeenRequest {
  /** Empty when it is no HTTP request, as is the target. */
  readonly method: string;
  readonly target: string;
  /** The whole request line. */
  readonly request: string;
  readonly status: number | null;
  /** As logged, with or without headers; null for `-`. */
  readonly sizeBytes: number | null;
  readonly referer: string;
  readonly site: string | null;
}

export interface FoundSign {
  readonly sign: Sign;
  readonly what: string;
  /** Only a sign when the address proves to be no editor at work (its block editor asks for users, too). */
  readonly unlessEditor?: true;
}

/** 400, 403, 404, 406, 410, 500: not there or not to be had. */
const refusals: ReadonlySet<number | null> = new Set([400, 403, 404, 406, 410, 500]);

/** Redirects, a wish for a password, "not now", an error of what stands behind: no word on whether it is there. */
const otherAnswers: ReadonlySet<number | null> = new Set([301, 302, 303, 307, 308, 401, 429, 444, 501, 502, 503, 504]);

const none: readonly FoundSign[] = [];

/** Whether a user agent has a part in what a request is a sign of. What `signsOf` looks at in one must be said here, too. */
export const isTellingAgent = ({ tool, payload, isPingback, isJetpack }: AgentFacts): boolean =>
  tool !== null || payload !== null || isPingback || isJetpack;

/** The same of a referer. */
export const isTellingReferer = (referer: string): boolean => isOwnEditor(referer) || mayHoldPayload.test(referer);

/** What one request is a sign of: nothing, mostly. */
export function signsOf(request: SeenRequest, target: TargetFacts, agent: AgentFacts): readonly FoundSign[] {
  if (request.target === '') return signsOfNoRequest(request, agent);
  const signs: FoundSign[] = [];
  const { method, status } = request;
  const { path } = target;
  const isPost = method === 'POST';
  const isKnownDoor = isPost && (target.login !== null || target.isXmlrpc || target.door !== null || target.isCommentDoor);
  const login = isPost ? loginTried(target.login, request) : null;
  if (login !== null) signs.push({ sign: 'login', what: login === 'guess' ? path : `${path}${otherAction}` });
  if (isPost && target.isXmlrpc && !(target.isForJetpack && agent.isJetpack)) signs.push({ sign: 'xmlrpc', what: path });
  if (target.door !== null && (isPost || target.door === passwordInAddress))
    signs.push({ sign: 'other-login', what: `${path}${target.door}` });
  if (isPost && target.isCommentDoor) signs.push({ sign: 'comment', what: path });
  if (target.userEnumeration === 'number') signs.push({ sign: 'user-enumeration', what: path });
  if (target.userEnumeration === 'interface') signs.push(askedForUsers(request, path));
  if (target.isScriptOrSecret && !isKnownDoor && target.userEnumeration === null) {
    if (refusals.has(status) && !(method === 'PROPFIND' && besideFiles.test(path))) signs.push({ sign: 'missing-script', what: path });
    else if (otherAnswers.has(status) && !target.isOwnScript && !target.isSecret && reading.has(method))
      signs.push({ sign: 'turned-away', what: path });
  }
  if (target.archive !== null && reading.has(method) && isBackup(target.archive, request.site)) signs.push({ sign: 'backup', what: path });
  signs.push(...signsOfAnswer(request, target));
  const attack = attackIn(request, target, agent);
  if (attack !== null) signs.push({ sign: 'payload', what: attack });
  if (agent.tool !== null) signs.push({ sign: 'bad-agent', what: agent.tool });
  if (target.isCacheBuster && method === 'GET') signs.push({ sign: 'cache-buster', what: path });
  if (target.isSearch && method === 'GET') signs.push({ sign: 'search', what: path });
  const strange = strangeMethod(method);
  const behind = strange === 'proxy' ? request.target.toLowerCase().slice(0, longestText) : hostBehindProxy(request.target, request.site);
  if (behind !== null) signs.push({ sign: 'proxy-try', what: behind });
  else if (strange === 'unknown') signs.push({ sign: 'not-web', what: 'unknown method' });
  if (agent.isPingback) signs.push({ sign: 'pingback', what: path });
  if (status === 408) signs.push({ sign: 'slow-request', what: path });
  return signs.length === 0 ? none : signs;
}

function signsOfNoRequest({ request, status }: SeenRequest, agent: AgentFacts): readonly FoundSign[] {
  if (status === 408) return [{ sign: 'slow-request', what: 'no request' }];
  const protocol = otherProtocol(request);
  if (protocol === null) return none;
  const signs: FoundSign[] = [{ sign: 'not-web', what: protocol }];
  const attack = payloadOf(request, 'target');
  if (attack !== null) signs.push({ sign: 'payload', what: attack });
  if (agent.tool !== null) signs.push({ sign: 'bad-agent', what: agent.tool });
  return signs;
}

const isOwnEditor = (referer: string): boolean => referer.includes('/wp-admin/');

/** WordPress' own editor asks for users from a page of wp-admin. */
const askedForUsers = ({ referer }: SeenRequest, path: string): FoundSign =>
  isOwnEditor(referer) ? { sign: 'user-enumeration', what: path, unlessEditor: true } : { sign: 'user-enumeration', what: path };

/** A system that shows a folder of a server asks for files that are not there, such as macOS for `._index.php` beside `index.php`. */
const besideFiles = /\/(?:\._[^/]*|\.ds_store|desktop\.ini|thumbs\.db)$/;

/** Other methods are those of programs that keep somebody's own files (WebDAV). */
const reading: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST']);

/** What was asked for that nobody should have, and whether it was given. */
function signsOfAnswer({ status, sizeBytes, method }: SeenRequest, target: TargetFacts): FoundSign[] {
  const signs: FoundSign[] = [];
  const hasBody = method !== 'HEAD' && sizeBytes !== null && sizeBytes > 0;
  const isGiven = hasBody && (status === 200 || status === 206);
  const asksForSecret = target.isSecret && reading.has(method);
  if (asksForSecret) signs.push({ sign: 'secret', what: target.path });
  if (asksForSecret && isGiven) signs.push({ sign: 'secret-answered', what: target.path });
  if (target.isShell && (isGiven || (hasBody && status === 301))) signs.push({ sign: 'shell-answered', what: target.path });
  return signs;
}

function attackIn({ status, referer, method, target: logged }: SeenRequest, target: TargetFacts, agent: AgentFacts): string | null {
  const { hole } = target;
  if (hole !== null && isTried(hole, { method, status, referer })) return `known hole: ${hole.of}`;
  const isUpload = method === 'PUT' && target.isScriptOrSecret && !target.isOwnScript && !logged.includes('?');
  if (isUpload && notPut.has(status)) return `known hole: ${byPut}`;
  const isOwn = (target.payload?.startsWith('sql') === true && status === 200 && database.test(target.path)) || isFileHere(logged, status);
  if (target.payload !== null && !isOwn) return target.payload;
  if (agent.payload !== null) return `${agent.payload} in user agent`;
  const inReferer = mayHoldPayload.test(referer) ? payloadOf(referer, 'header') : null;
  if (inReferer !== null) return `${inReferer} in referer`;
  return strangeMethod(method) === 'trace' ? 'trace method' : null;
}

function isTried({ only }: FoundHole, { method, status, referer }: Pick<SeenRequest, 'method' | 'status' | 'referer'>): boolean {
  switch (only) {
    case 'used':
      return method === 'POST' && status === 200 && referer === '-';
    case 'missing':
      return status === 404;
    case 'refused':
      return (status ?? 0) >= 400;
    case null:
      return true;
  }
}

/** Who keeps files here by WebDAV has a password, and is let write. */
const notPut: ReadonlySet<number | null> = new Set([403, 404, 405, 501]);

/** A mirror of software has `/root/etc/passwd` and `/root/bin/sh` as files; an attack climbs there, or hands them to a program. */
const isFileHere = (logged: string, status: number | null): boolean =>
  (status === 200 || status === 206 || status === 304) &&
  !logged.includes('..') &&
  /^\/(?!etc\/|proc\/)(?:[\w.-]{1,100}\/){2,40}[\w.-]{1,100}$/.test(logged);

/** There SQL is what people write; what is attacked lies elsewhere. */
const database = /^\/(?:[\w.~-]{1,40}\/)?(?:phpmyadmin|pma|adminer)[\w.-]{0,20}\/?/;

/** Cheap: what every attack in a header has. */
const mayHoldPayload = /[${(<'"]|%2[78]|%3c|%7b|select|delay/i;
