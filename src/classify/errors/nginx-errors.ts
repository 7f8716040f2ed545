import type { KnownError } from './known-error.ts';

const sources = ['nginx'] as const;

/** nginx itself: its limits, its rules, its files. */
export const nginxErrors: readonly KnownError[] = [
  {
    sources,
    begins: 'N worker_connections are not enough',
    meaning: 'nginx is full: it holds as many connections as it may, and new visitors get nothing.',
    advice: 'See which addresses hold the connections and block an attacker first; then raise worker_connections.',
    important: true,
    sample: '2026/11/22 07:01:05 [alert] 811#811: 768 worker_connections are not enough',
  },
  {
    sources,
    begins: 'limiting requests',
    meaning: 'nginx slowed down or refused visitors that asked faster than the limit set for the site.',
    advice: 'The limit works. Look at the addresses: one with very many hits is worth blocking.',
    important: true,
    sample:
      '2026/11/22 10:02:46 [error] 11514#11514: *8 limiting requests, excess: 1.000 by zone "z", client: 198.51.100.3, server: alice.example, request: "GET /lim HTTP/1.1", host: "alice.example"',
  },
  {
    sources,
    begins: 'limiting connections',
    meaning: 'nginx refused visitors that held more connections at once than the limit set for the site.',
    advice: 'The limit works. Look at the addresses: one with very many hits is worth blocking.',
    important: true,
    sample:
      '2026/11/22 07:01:05 [error] 811#811: *5521 limiting connections by zone "perip", client: 198.51.100.3, server: alice.example, request: "GET / HTTP/1.1", host: "alice.example"',
  },
  {
    sources,
    begins: 'worker process N exited on signal',
    meaning: 'A worker of nginx crashed or was killed.',
    advice: 'Signal 11 points to a fault in a module: update nginx. Signal 9 mostly means lack of memory: look in the kernel log.',
    important: true,
    sample: '2026/11/22 07:01:05 [alert] 810#810: worker process 811 exited on signal 11',
  },
  {
    sources,
    begins: 'bind() to ',
    meaning: 'nginx could not start on an address or port: another program has it.',
    advice: 'Find that program (ss -ltnp) and stop it, or give one of the two another port.',
    important: true,
    sample: '2026/11/22 07:01:05 [emerg] 810#810: bind() to 0.0.0.0:80 failed (98: Address already in use)',
  },
  {
    sources,
    begins: 'rewrite or internal redirection cycle',
    meaning: 'A request was sent in circles inside nginx until it gave up; the visitor got error 500.',
    advice: "Look at the site's rewrite, try_files and error_page directives: one leads back to itself.",
    important: true,
    sample:
      '2026/11/22 07:01:05 [error] 811#811: *5521 rewrite or internal redirection cycle while internally redirecting to "/index.html", client: 198.51.100.3, server: alice.example, request: "GET / HTTP/1.1", host: "alice.example"',
  },
  {
    sources,
    begins: 'user "…": password mismatch',
    meaning: 'Somebody gave a wrong password for a password-protected folder.',
    advice: 'A few are typing mistakes. Many from one address are an attempt to guess the password: block the address.',
    important: true,
    sample:
      '2026/11/22 07:01:05 [error] 811#811: *5521 user "bob": password mismatch, client: 198.51.100.3, server: alice.example, request: "GET /admin HTTP/1.1", host: "alice.example"',
  },
  {
    sources,
    begins: 'user "…" was not found in',
    meaning: 'Somebody gave a user that does not exist for a password-protected folder.',
    advice: 'A few are typing mistakes. Many from one address are an attempt to guess the password: block the address.',
    important: true,
    sample:
      '2026/11/22 07:01:05 [error] 811#811: *5521 user "root" was not found in "/etc/nginx/passwords", client: 198.51.100.3, server: alice.example, request: "GET /admin HTTP/1.1", host: "alice.example"',
  },
  {
    sources,
    begins: 'access forbidden by rule',
    meaning: 'A rule refused the request. This may be our own block, or a deny rule of the site, doing its work.',
    advice: 'Do not count it as an attack: it shows that the rule works. Only if your own visitors are refused, look for the rule.',
    important: false,
    sample:
      '2026/11/22 10:02:46 [error] 11514#11514: *4 access forbidden by rule, client: 198.51.100.3, server: alice.example, request: "GET /deny HTTP/1.1", host: "alice.example"',
  },
  {
    sources,
    begins: 'client intended to send too large body',
    meaning: 'An upload was larger than the site allows and was refused with error 413.',
    advice: 'If your visitors need to upload such files, raise client_max_body_size for the site.',
    important: false,
    sample:
      '2026/11/22 10:02:46 [error] 11514#11514: *6 client intended to send too large body: 16000000 bytes, client: 198.51.100.3, server: alice.example, request: "POST / HTTP/1.1", host: "alice.example"',
  },
  {
    sources,
    says: ['(2: No such file or directory)'],
    meaning: 'A file was asked for that does not exist.',
    advice: 'Nothing to do. Very many from one address are a scanner.',
    important: false,
    sample:
      '2026/11/22 07:01:05 [error] 811#811: *5521 open() "/var/www/vhosts/alice.example/httpdocs/x.png" failed (2: No such file or directory), client: 198.51.100.3, server: alice.example, request: "GET /x.png HTTP/1.1", host: "alice.example"',
  },
  {
    sources,
    begins: 'directory index of "…" is forbidden',
    meaning: 'A folder was asked for that has no index page.',
    advice: 'Nothing to do, unless the folder should show a page: then add an index file.',
    important: false,
    sample:
      '2026/11/22 10:02:46 [error] 11514#11514: *5 directory index of "/var/www/alice/" is forbidden, client: 198.51.100.3, server: alice.example, request: "GET / HTTP/1.1", host: "alice.example"',
  },
  {
    sources,
    says: ['(13: Permission denied)'],
    meaning: 'nginx may not read a file of the site: its owner or mode does not allow it. The visitor got error 403.',
    advice: 'If the file is meant to be public, correct its owner and mode and those of the folders above it.',
    important: false,
    sample:
      '2026/11/22 07:01:05 [error] 811#811: *5521 open() "/home/alice/public_html/secret.txt" failed (13: Permission denied), client: 198.51.100.3, server: alice.example, request: "GET /secret.txt HTTP/1.1", host: "alice.example"',
  },
  {
    sources,
    begins: 'SSL_do_handshake() failed',
    meaning: 'A visitor and nginx could not agree on an encrypted connection: old programs and scanners mostly.',
    advice: 'Nothing to do, unless real visitors complain: then look at the allowed TLS versions.',
    important: false,
    sample:
      '2026/11/22 07:01:05 [crit] 811#811: *5521 SSL_do_handshake() failed (SSL: error:0A00006C:SSL routines::bad key share) while SSL handshaking, client: 198.51.100.3, server: 0.0.0.0:443',
  },
  {
    sources,
    begins: 'conflicting server name',
    meaning: 'Two sites of this server claim the same name on the same port; nginx uses the first.',
    advice: "Take the name out of one of the two sites' configuration.",
    important: false,
    sample: '2026/11/22 07:01:05 [warn] 810#810: conflicting server name "alice.example" on 0.0.0.0:80, ignored',
  },
];
