import type { KnownError } from './known-error.ts';

const sources = ['php-fpm'] as const;

/** PHP-FPM's own lines: pools that are full, workers that crash, scripts that take too long. */
export const phpFpm: readonly KnownError[] = [
  {
    // With `pm.` in a pool that starts workers on demand, without in one that keeps some ready.
    sources,
    begins: 'server reached ',
    says: ['max_children setting'],
    meaning: "All PHP workers of this site's pool are busy: its visitors wait, or get error 503.",
    advice:
      "See the site's most requested pages and who asks for them; block an attacker or speed up the slow page. Raise pm.max_children only when there is memory for it.",
    important: true,
    sample: '[22-Nov-2026 06:39:45] WARNING: [pool alice_example] server reached max_children setting (5), consider raising it',
  },
  {
    sources,
    begins: 'seems busy',
    meaning: 'Many requests came at once, so PHP-FPM is starting more workers for this pool.',
    advice: 'Nothing to do if it is rare; if it is frequent, look at the busiest pages and addresses of the site.',
    important: false,
    sample:
      '[22-Nov-2026 06:39:46] WARNING: [pool alice_example] seems busy (you may need to increase pm.start_servers, or pm.min/max_spare_servers), spawning 8 children, there are 0 idle, and 5 total children',
  },
  {
    sources,
    begins: 'child N exited on signal 9 ',
    meaning: 'A PHP worker was killed, most often because the machine or the account ran out of memory.',
    advice: 'Look in the kernel log for "Out of memory", and at how much memory the site may use.',
    important: true,
    sample: '[22-Nov-2026 06:39:47] WARNING: [pool alice_example] child 777 exited on signal 9 (SIGKILL) after 12.3 seconds from start',
  },
  {
    sources,
    begins: 'child N exited with code 137 ',
    meaning: 'A PHP worker was killed, most often because the machine or the account ran out of memory.',
    advice: 'Look in the kernel log for "Out of memory", and at how much memory the site may use.',
    important: true,
    sample: '[22-Nov-2026 06:39:47] WARNING: [pool alice_example] child 777 exited with code 137 after 12.3 seconds from start',
  },
  {
    sources,
    begins: 'child N exited on signal 15 ',
    meaning: 'A PHP worker was told to stop: PHP-FPM was restarted, or a request took longer than request_terminate_timeout.',
    advice: 'Nothing to do after a restart; otherwise look for "execution timed out" in the same log.',
    important: false,
    sample: '[22-Nov-2026 06:39:47] WARNING: [pool alice_example] child 777 exited on signal 15 (SIGTERM) after 12.3 seconds from start',
  },
  {
    sources,
    begins: 'child N exited on signal ',
    meaning: 'A PHP worker crashed.',
    advice: 'It is mostly a fault in PHP or one of its extensions: update PHP, and try without the extension added last.',
    important: true,
    sample:
      '[22-Nov-2026 06:39:47] WARNING: [pool shop_alice_example] child 777 exited on signal 11 (SIGSEGV) after 3.141592 seconds from start',
  },
  {
    sources,
    begins: 'script ',
    says: [' executing too slow'],
    meaning: 'A PHP script took longer than the pool calls normal.',
    advice: "Look into the pool's slow log for the function it was in, and see who asks for this script how often.",
    important: true,
    sample:
      '[22-Nov-2026 10:02:47] WARNING: [pool alice_example] child 11515, script \'/home/alice/public_html/slow.php\' (request: "GET /slow.php") executing too slow (1.242338 sec), logging',
  },
  {
    sources,
    begins: 'script ',
    says: [' execution timed out'],
    meaning: 'A PHP script took longer than the pool allows and was ended; the visitor got an error.',
    advice: "Look into the pool's slow log for the function it was in; raise request_terminate_timeout only if it must take so long.",
    important: true,
    sample:
      '[22-Nov-2026 06:39:47] WARNING: [pool alice_example] child 777, script \'/home/alice/public_html/x.php\' (request: "GET /x.php") execution timed out (31.2 sec), terminating',
  },
  {
    sources,
    begins: 'slow script ',
    meaning: 'A PHP script took longer than the pool calls normal; this is the function it was in.',
    advice: 'Look at what that function waits for (database, other servers, mail), and see who asks for this script how often.',
    important: true,
    sample:
      '[22-Nov-2026 10:02:47]  [pool alice_example] pid 11515\nscript_filename = /home/alice/public_html/slow.php\n[0x00007f8c9de130e0] sleep() /home/alice/public_html/slow.php:2\n[0x00007f8c9de13080] nap() /home/alice/public_html/slow.php:9',
  },
  {
    sources,
    begins: 'The maximum number of processes has been reached',
    meaning: 'All pools together have as many PHP workers as PHP-FPM may start; sites wait for each other.',
    advice: 'See which site keeps PHP busy; raise process.max only when there is memory for it.',
    important: true,
    sample:
      "[22-Nov-2026 06:39:47] WARNING: The maximum number of processes has been reached. Please review your configuration and consider raising 'process.max'",
  },
  {
    sources,
    begins: 'failed processes threshold',
    meaning: 'So many PHP workers crashed in a short time that PHP-FPM restarts all of them.',
    advice: 'Look for "exited on signal" just before: it is mostly a fault in a PHP extension, or lack of memory.',
    important: true,
    sample: '[22-Nov-2026 06:39:47] WARNING: failed processes threshold (10 in 60 sec) is reached, initiating reload',
  },
  {
    sources,
    begins: 'unable to bind listening socket',
    meaning: 'PHP-FPM could not start a pool: its socket or port is taken or may not be made.',
    advice: 'See whether an older PHP-FPM still runs, and whether the folder of the socket exists.',
    important: true,
    sample: "[22-Nov-2026 06:39:47] ERROR: unable to bind listening socket for address '/run/php/alice.sock': Address already in use (98)",
  },
  ...['child N stopped for tracing', 'about to trace', 'finished trace of'].map(
    (words): KnownError => ({
      sources,
      begins: words,
      meaning: 'PHP-FPM looked into a slow script to write the slow log.',
      advice: 'Nothing to do; the slow log has the result.',
      important: false,
      sample: `[22-Nov-2026 10:02:47] NOTICE: ${words.replace('N', '777')}`,
    }),
  ),
  ...[
    'fpm is running',
    'ready to handle connections',
    'Terminating ...',
    'exiting, bye-bye',
    'Reloading in progress',
    'systemd monitor',
  ].map(
    (words): KnownError => ({
      sources,
      begins: words,
      meaning: 'PHP-FPM or one of its workers started, stopped or read its configuration again.',
      advice: 'Nothing to do. Panels do this whenever a site is changed.',
      important: false,
      sample: `[22-Nov-2026 06:39:45] NOTICE: ${words.replace('N', '777')}`,
    }),
  ),
];
