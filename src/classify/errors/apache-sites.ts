import type { KnownError } from './known-error.ts';

/** What is wrong with, or missing from, a site. */
export const apacheSites: readonly KnownError[] = [
  {
    codes: ['AH00124', 'AH00125'],
    meaning: 'A request was sent in circles inside the web server until it gave up; the visitor got error 500.',
    advice: "Look at the rewrite rules in the site's .htaccess: one of them leads back to itself.",
    important: true,
    sample:
      "[Sun Nov 22 06:39:45.423456 2026] [core:error] [pid 900:tid 901] [client 203.0.113.7:44530] AH00124: Request exceeded the limit of 10 internal redirects due to probable configuration error. Use 'LimitInternalRecursion' to increase the limit if necessary. Use 'LogLevel debug' to get a backtrace.",
  },
  {
    sources: ['apache'],
    begins: "<path>: Invalid command '",
    meaning: 'A .htaccess file holds a word that Apache does not know; every page below that folder answers with error 500.',
    advice: 'Correct or remove the line in that file, or load the module it needs.',
    important: true,
    sample:
      "[Sun Nov 22 10:04:36.259729 2026] [core:alert] [pid 11809:tid 11815] [client 203.0.113.7:44554] /home/alice/public_html/.htaccess: Invalid command 'Foo', perhaps misspelled or defined by a module not included in the server configuration",
  },
  {
    codes: ['AH00529'],
    meaning: 'Apache could not look for a .htaccess file, because a folder of the site is closed to it; the visitor got error 403.',
    advice: 'Correct owner and mode of the folder named in the message (Apache must be allowed to enter it).',
    important: true,
    sample:
      "[Sun Nov 22 10:04:36.303731 2026] [core:crit] [pid 11809:tid 11813] (13)Permission denied: [client 203.0.113.7:44596] AH00529: /home/alice/public_html/x/.htaccess pcfg_openfile: unable to check htaccess file, ensure it is readable and that '/home/alice/public_html/x/' is executable",
  },
  {
    codes: ['AH00035', 'AH00036', 'AH00037', 'AH00132', 'AH00670'],
    meaning: 'Apache may not read a file: its mode, its owner or a symbolic link does not allow it. The visitor got error 403.',
    advice: 'If the file is meant to be public, correct its owner and mode, or replace the link by the file.',
    important: false,
    sample:
      '[Sun Nov 22 10:04:36.293319 2026] [core:error] [pid 11809:tid 11811] (13)Permission denied: [client 203.0.113.7:44594] AH00132: file permissions deny server access: /home/alice/public_html/secret.txt',
  },
  {
    codes: ['AH01276'],
    meaning: 'A folder was asked for that has no index page.',
    advice: 'Nothing to do, unless the folder should show a page: then add an index file.',
    important: false,
    sample:
      '[Sun Nov 22 10:04:32.161279 2026] [autoindex:error] [pid 11809:tid 11814] [client 203.0.113.7:44460] AH01276: Cannot serve directory /home/alice/public_html/empty/: No matching DirectoryIndex (index.html) found, and server-generated directory index forbidden by Options directive',
  },
  {
    codes: ['AH00128', 'AH00130'],
    meaning: 'A file was asked for that does not exist.',
    advice: 'Nothing to do. Very many from one address are a scanner.',
    important: false,
    sample:
      '[Sun Nov 22 10:04:36.358605 2026] [core:info] [pid 11809:tid 11812] [client 203.0.113.7:44640] AH00128: File does not exist: /home/alice/public_html/nix.html',
  },
  {
    sources: ['apache'],
    begins: 'File does not exist',
    meaning: 'A file was asked for that does not exist.',
    advice: 'Nothing to do. Very many from one address are a scanner.',
    important: false,
    sample: '[Sun Nov 22 06:39:45 2026] [error] [client 203.0.113.7] File does not exist: /var/www/html/favicon.ico',
  },
  {
    sources: ['apache'],
    begins: "script '…' not found or unable to stat",
    meaning: 'A script was asked for that does not exist: mostly a scanner trying well-known names.',
    advice: 'Nothing was given away. Block the address if it asks for many.',
    important: false,
    sample:
      "[Sun Nov 22 06:39:45.423456 2026] [php:error] [pid 900] [client 203.0.113.7:44530] script '/home/alice/public_html/wp-login.php' not found or unable to stat",
  },
  {
    codes: ['AH01264', 'AH02811'],
    meaning: 'A CGI script was asked for that does not exist: mostly a scanner trying well-known names.',
    advice: 'Nothing was given away. Block the address if it asks for many.',
    important: false,
    sample:
      '[Sun Nov 22 10:04:36.381869 2026] [cgid:error] [pid 11809:tid 11811] [client 203.0.113.7:44656] AH01264: stderr from /home/alice/public_html/down.cgi: script not found or unable to stat',
  },
  {
    sources: ['apache'],
    begins: 'End of script output before headers',
    meaning: 'A script ended before it gave an answer; the visitor got error 500.',
    advice: "Look at the script's own messages around this line: it crashed, was killed, or may not be executed.",
    important: true,
    sample:
      '[Sun Nov 22 10:04:36.284038 2026] [cgid:error] [pid 11809:tid 11814] [client 203.0.113.7:44578] End of script output before headers: e.cgi',
  },
  {
    codes: ['AH01215'],
    meaning: 'A CGI script printed an error message.',
    advice: 'Read the message; it is the script’s own.',
    important: false,
    sample:
      '[Sun Nov 22 06:39:45.423456 2026] [cgi:error] [pid 900] [client 203.0.113.7:44530] AH01215: cannot open the guest book: /home/alice/public_html/cgi-bin/guest.pl',
  },
];
