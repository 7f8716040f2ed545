import type { KnownError } from './known-error.ts';

const sources = ['nginx'] as const;

/** nginx and the programs behind it: Apache, PHP-FPM, application servers. */
export const nginxUpstream: readonly KnownError[] = [
  {
    sources,
    begins: 'connect() ',
    says: ['(11: Resource temporarily unavailable) while connecting to upstream'],
    meaning: "PHP-FPM's waiting line for this site is full: all its workers are busy and no more requests fit in. Visitors get error 502.",
    advice: "See which pages and addresses keep the site's PHP busy, and look for max_children in the PHP-FPM log.",
    important: true,
    sample:
      '2026/11/22 07:01:05 [error] 811#811: *5521 connect() to unix:/run/php/alice.sock failed (11: Resource temporarily unavailable) while connecting to upstream, client: 198.51.100.3, server: alice.example, request: "GET / HTTP/1.1", upstream: "fastcgi://unix:/run/php/alice.sock:", host: "alice.example"',
  },
  {
    sources,
    begins: 'connect() ',
    says: ['(13: Permission denied) while connecting to upstream'],
    meaning: 'nginx may not open the socket of the program behind it: its owner or mode is wrong. Visitors get error 502.',
    advice: 'Compare listen.owner, listen.group and listen.mode of the PHP-FPM pool with the user nginx runs as. It is not an attack.',
    important: true,
    sample:
      '2026/11/22 07:01:05 [crit] 811#811: *5521 connect() to unix:/run/php/alice.sock failed (13: Permission denied) while connecting to upstream, client: 198.51.100.3, server: alice.example, request: "GET / HTTP/1.1", upstream: "fastcgi://unix:/run/php/alice.sock:", host: "alice.example"',
  },
  {
    sources,
    begins: 'connect() ',
    says: [' while connecting to upstream'],
    meaning: 'The program behind nginx (Apache, PHP-FPM or an application server) does not accept connections. Visitors get error 502.',
    advice: 'Start that program, and look in its log for the reason it stopped. It is not an attack.',
    important: true,
    sample:
      '2026/11/22 10:02:46 [error] 11514#11514: *2 connect() failed (111: Connection refused) while connecting to upstream, client: 198.51.100.3, server: alice.example, request: "GET /up HTTP/1.1", upstream: "http://127.0.0.1:9/up", host: "alice.example"',
  },
  {
    sources,
    begins: 'upstream timed out',
    meaning: 'The program behind nginx did not answer in time; the visitor got error 504.',
    advice: 'Look at the most requested pages and in the PHP slow log for what takes so long, and who asks for it.',
    important: true,
    sample:
      '2026/11/22 10:02:48 [error] 11514#11514: *14 upstream timed out (110: Connection timed out) while reading response header from upstream, client: 198.51.100.3, server: alice.example, request: "GET /slow.php HTTP/1.1", upstream: "fastcgi://unix:/run/php/alice.sock", host: "alice.example"',
  },
  {
    sources,
    begins: 'no live upstreams',
    meaning: 'Every program behind nginx for this site failed a moment ago, so nginx asks none of them for now.',
    advice: 'Start or repair those programs; the lines before this one say what failed.',
    important: true,
    sample:
      '2026/11/22 07:01:05 [error] 811#811: *5521 no live upstreams while connecting to upstream, client: 198.51.100.3, server: alice.example, request: "GET / HTTP/1.1", upstream: "http://backend/", host: "alice.example"',
  },
  {
    sources,
    begins: 'upstream prematurely closed connection',
    meaning: 'The program behind nginx ended in the middle of a request: it crashed, was killed, or was restarted.',
    advice: 'Look into that program\'s own log at the same time, and in the kernel log for "Out of memory".',
    important: true,
    sample:
      '2026/11/22 07:01:05 [error] 811#811: *5521 upstream prematurely closed connection while reading response header from upstream, client: 198.51.100.3, server: alice.example, request: "GET / HTTP/1.1", upstream: "http://127.0.0.1:7080/", host: "alice.example"',
  },
  {
    sources,
    begins: 'recv() failed',
    says: ['from upstream'],
    meaning: 'The program behind nginx ended in the middle of a request: it crashed, was killed, or was restarted.',
    advice: 'Look into that program\'s own log at the same time, and in the kernel log for "Out of memory".',
    important: true,
    sample:
      '2026/11/22 10:02:58 [error] 11514#11514: *28 recv() failed (104: Connection reset by peer) while reading response header from upstream, client: 198.51.100.3, server: alice.example, request: "GET /segv.php HTTP/1.1", upstream: "fastcgi://unix:/run/php/alice.sock:", host: "alice.example"',
  },
  {
    sources,
    begins: 'upstream sent too big header',
    meaning: 'The answer of the program behind nginx had more headers (mostly cookies) than fit; the visitor got error 502.',
    advice: 'Raise fastcgi_buffer_size or proxy_buffer_size for the site, or find what sets so many cookies.',
    important: true,
    sample:
      '2026/11/22 07:01:05 [error] 811#811: *5521 upstream sent too big header while reading response header from upstream, client: 198.51.100.3, server: alice.example, request: "GET / HTTP/1.1", upstream: "fastcgi://unix:/run/php/alice.sock:", host: "alice.example"',
  },
  ...['a client request body is buffered to a temporary file', 'an upstream response is buffered to a temporary file'].map(
    (words): KnownError => ({
      sources,
      begins: words,
      meaning: 'A large upload or answer did not fit into memory and went through a file; nothing failed.',
      advice: 'Nothing to do.',
      important: false,
      sample: `2026/11/22 07:01:05 [warn] 811#811: *5521 ${words} /var/lib/nginx/0000000001, client: 198.51.100.3, server: alice.example, request: "POST /upload HTTP/1.1", host: "alice.example"`,
    }),
  ),
];
