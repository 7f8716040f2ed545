import type { KnownError } from './known-error.ts';

/** Requests that Apache refused, for better or worse. */
export const apacheRefused: readonly KnownError[] = [
  {
    // AH01630: Require; AH01797: the older Order, Deny and Allow.
    codes: ['AH01630', 'AH01797'],
    meaning: 'A rule refused the request. This may be our own block, or a deny rule of the site, doing its work.',
    advice: 'Do not count it as an attack: it shows that the rule works. Only if your own visitors are refused, look for the rule.',
    important: false,
    sample:
      '[Sun Nov 22 06:39:45.123456 2026] [authz_core:error] [pid 1234:tid 14001] [client 203.0.113.7:51234] AH01630: client denied by server configuration: /home/alice/public_html/.env',
  },
  {
    sources: ['apache'],
    begins: 'client denied by server configuration',
    meaning: 'A rule refused the request: a deny rule, our own block, or a module that limits busy addresses (mod_evasive).',
    advice: 'Do not count it as an attack by itself; the address page shows what the address did besides.',
    important: false,
    sample:
      '[Sun Nov 22 06:39:45 2026] [error] [client 203.0.113.7] client denied by server configuration: /home/alice/public_html/wp-login.php',
  },
  {
    codes: ['AH01617', 'AH01618'],
    meaning: 'Somebody gave a wrong password, or a user that does not exist, for a password-protected folder.',
    advice: 'A few are typing mistakes. Many from one address are an attempt to guess the password: block the address.',
    important: true,
    sample:
      '[Sun Nov 22 10:04:32.146925 2026] [auth_basic:error] [pid 11809:tid 11815] [client 203.0.113.7:44444] AH01617: user bob: authentication failure for "/admin": Password Mismatch',
  },
  {
    codes: ['AH01382'],
    meaning:
      'A visitor opened a connection and did not send a whole request in time. Many of these are an attack that keeps workers busy (slowloris).',
    advice: 'Look whether few addresses cause them: then block those. Single ones are bad connections.',
    important: true,
    sample:
      '[Sun Nov 22 10:04:38.487799 2026] [reqtimeout:info] [pid 11809:tid 11815] [client 203.0.113.7:44670] AH01382: Request header read timeout',
  },
  {
    codes: ['AH10244'],
    meaning: 'A request tried to climb out of the site with ../ in its path; Apache refused it.',
    advice: 'It is a scanner looking for weak spots. Nothing was given away; block the address if it goes on.',
    important: false,
    sample:
      '[Sun Nov 22 10:04:36.314829 2026] [core:error] [pid 11809:tid 11815] [client 203.0.113.7:44602] AH10244: invalid URI path (/../../../etc/passwd)',
  },
  {
    codes: ['AH00126', 'AH00127', 'AH00135', 'AH00026', 'AH00566', 'AH00569'],
    meaning: 'Something that is no proper web request was sent: by a scanner, a broken program, or TLS on a port without it.',
    advice: 'Nothing to do: it was refused.',
    important: false,
    sample:
      "[Sun Nov 22 06:39:45.423456 2026] [core:error] [pid 900:tid 901] [client 203.0.113.7:44530] AH00126: Invalid URI in request 'GET index HTTP/1.1' 'HTTP/1.1'",
  },
  {
    codes: ['AH00561', 'AH00562', 'AH00563', 'AH00564', 'AH00565', 'AH00567'],
    meaning: 'A request had an address or headers too long, too many or malformed, and was refused.',
    advice: 'Mostly scanners. If a visitor of yours is hit, it is a cookie that grew too large: have them delete it.',
    important: false,
    sample:
      '[Sun Nov 22 06:39:45.423456 2026] [core:info] [pid 900:tid 901] [client 203.0.113.7:44530] AH00561: Request header exceeds LimitRequestFieldSize: Cookie',
  },
  {
    codes: ['AH02031', 'AH02032', 'AH02033'],
    meaning: 'A TLS visitor named no site, or another one than in the request: typical of scanners that go by address.',
    advice: 'Nothing to do.',
    important: false,
    sample:
      '[Sun Nov 22 06:39:45.423456 2026] [ssl:error] [pid 900:tid 901] [client 203.0.113.7:44530] AH02033: No hostname was provided via SNI for a name based virtual host',
  },
];
