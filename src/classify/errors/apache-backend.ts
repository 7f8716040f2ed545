import type { KnownError } from './known-error.ts';

const visitorsSee503 = 'Visitors get error 503.';

/** Apache and the programs behind it: PHP-FPM above all. */
export const apacheBackend: readonly KnownError[] = [
  {
    codes: ['AH02454'],
    systemError: 'Resource temporarily unavailable',
    meaning: `PHP-FPM's waiting line for this site is full: all its workers are busy and no more requests fit in. ${visitorsSee503}`,
    advice: "See which pages and addresses keep the site's PHP busy, and look for max_children in the PHP-FPM log.",
    important: true,
    sample:
      '[Sun Nov 22 10:04:32.191052 2026] [proxy:error] [pid 11809:tid 11815] (11)Resource temporarily unavailable: AH02454: FCGI: attempt to connect to Unix domain socket /run/php/alice.sock (localhost:8000) failed',
  },
  {
    codes: ['AH02454'],
    systemError: 'Permission denied',
    meaning: `Apache may not open PHP-FPM's socket: its owner or mode is wrong. ${visitorsSee503}`,
    advice: 'Compare listen.owner, listen.group and listen.mode of the pool with the user Apache runs as. It is not an attack.',
    important: true,
    sample:
      '[Sun Nov 22 10:04:32.191052 2026] [proxy:error] [pid 11809:tid 11815] (13)Permission denied: AH02454: FCGI: attempt to connect to Unix domain socket /run/php/alice.sock (localhost:8000) failed',
  },
  {
    codes: ['AH02454'],
    meaning: `PHP-FPM is not running for this site: its socket is missing or nobody answers there. ${visitorsSee503}`,
    advice: 'Start PHP-FPM, and look in its log for the reason it stopped. It is not an attack.',
    important: true,
    sample:
      '[Sun Nov 22 10:04:32.191052 2026] [proxy:error] [pid 11809:tid 11815] (2)No such file or directory: AH02454: FCGI: attempt to connect to Unix domain socket /run/php/alice.sock (localhost:8000) failed',
  },
  {
    codes: ['AH00957'],
    meaning: `The program behind Apache (PHP-FPM or an application server) does not accept connections. ${visitorsSee503}`,
    advice: 'Start that program, and look in its log for the reason it stopped. It is not an attack.',
    important: true,
    sample:
      '[Sun Nov 22 10:04:32.175383 2026] [proxy:error] [pid 11809:tid 11813] (111)Connection refused: AH00957: http: attempt to connect to 127.0.0.1:9 (127.0.0.1:9) failed',
  },
  {
    codes: ['AH01079', 'AH01114'],
    meaning: `A request failed because the program behind Apache (PHP-FPM or an application server) could not be reached. ${visitorsSee503}`,
    advice: 'Start that program; the line before this one (AH02454 or AH00957) says which. It is not an attack.',
    important: true,
    sample:
      '[Sun Nov 22 10:04:32.183270 2026] [proxy_fcgi:error] [pid 11809:tid 11814] [client 203.0.113.7:44492] AH01079: failed to make connection to backend: 127.0.0.1',
  },
  {
    codes: ['AH01075'],
    systemError: 'The timeout specified has expired',
    meaning: 'PHP did not answer in the time Apache waits for it; the visitor got error 504.',
    advice: 'Look in the slow log and at the most requested pages for the script that takes so long, and who asks for it.',
    important: true,
    sample:
      '[Sun Nov 22 06:39:45.323456 2026] [proxy_fcgi:error] [pid 1234:tid 14001] (70007)The timeout specified has expired: [client 203.0.113.7:51234] AH01075: Error dispatching request to : (polling)',
  },
  {
    codes: ['AH01067', 'AH01075'],
    meaning: 'PHP ended in the middle of a request: it crashed, was killed, or was restarted.',
    advice: 'Look in the PHP-FPM log for "exited on signal" and in the kernel log for "Out of memory" at the same time.',
    important: true,
    sample:
      '[Sun Nov 22 10:04:36.236899 2026] [proxy_fcgi:error] [pid 11809:tid 11812] [client 203.0.113.7:44530] AH01067: Failed to read FastCGI header',
  },
  {
    codes: ['AH00898', 'AH01102'],
    meaning: 'The program behind Apache closed the connection, or was too slow, before its answer was complete.',
    advice: "Look into that program's own log at the same time: it crashed, was restarted, or a request took too long.",
    important: true,
    sample:
      '[Sun Nov 22 06:39:45.423456 2026] [proxy_http:error] [pid 900:tid 901] (104)Connection reset by peer: [client 203.0.113.7:44530] AH01102: error reading status line from remote server 127.0.0.1:3000',
  },
  {
    codes: ['AH00959'],
    meaning: 'After a failure Apache sends nothing to the program behind it for a while.',
    advice: 'Start that program or look in its log; Apache tries again by itself.',
    important: true,
    sample:
      '[Sun Nov 22 06:39:45.423456 2026] [proxy:error] [pid 900:tid 901] AH00959: ap_proxy_connect_backend disabling worker for (127.0.0.1:3000) for 60s',
  },
  {
    codes: ['AH01084', 'AH01095'],
    meaning: 'An upload could not be handed on: the visitor gave up, or the program behind Apache stopped listening.',
    advice: 'Nothing to do if it is rare; if it is frequent, look in the log of the program behind Apache.',
    important: false,
    sample:
      '[Sun Nov 22 06:39:45.423456 2026] [proxy_http:error] [pid 900:tid 901] (32)Broken pipe: [client 203.0.113.7:44530] AH01084: pass request body failed to 127.0.0.1:3000 (localhost)',
  },
  {
    codes: ['AH01071'],
    meaning: 'PHP reported something while it answered a request.',
    advice: 'Read the message: it names the file and line. If it is new, look at what was changed on the site last.',
    important: false,
    sample:
      "[Sun Nov 22 06:39:45.223456 2026] [proxy_fcgi:error] [pid 1234:tid 14001] [client 203.0.113.7:51234] AH01071: Got error 'PHP message: import finished with 3 warnings'",
  },
];
