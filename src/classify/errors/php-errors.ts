import type { KnownError } from './known-error.ts';

/** PHP's own messages, in whichever log they ended up. */
export const phpErrors: readonly KnownError[] = [
  {
    begins: 'PHP Fatal error',
    says: ['Allowed memory size of', 'exhausted'],
    meaning: 'A PHP script needed more memory than it may use and was ended; the visitor got error 500.',
    advice: 'Look at the script named here: something in it grows too large. Raise memory_limit only if the script really needs it.',
    important: true,
    sample:
      '[22-Nov-2026 06:39:45 UTC] PHP Fatal error:  Allowed memory size of 134217728 bytes exhausted (tried to allocate 5001216 bytes) in /home/alice/public_html/mem.php on line 1',
  },
  {
    begins: 'PHP Fatal error',
    says: ['Maximum execution time of', 'exceeded'],
    meaning: 'A PHP script took longer than it may and was ended; the visitor got error 500.',
    advice: 'Look at the script named here and what it waits for, and see who asks for it how often.',
    important: true,
    sample:
      '[22-Nov-2026 06:39:45 UTC] PHP Fatal error:  Maximum execution time of 30 seconds exceeded in /home/alice/public_html/slow.php on line 7',
  },
  {
    begins: 'Primary script unknown',
    meaning: 'A PHP script was asked for that does not exist: mostly a scanner trying well-known names.',
    advice:
      'Nothing was given away. Block the address if it asks for many. If every page of a site fails so, its document root is set wrongly.',
    important: false,
    sample:
      "[Sun Nov 22 10:04:32.207721 2026] [proxy_fcgi:error] [pid 11809:tid 11813] [client 203.0.113.7:44512] AH01071: Got error 'Primary script unknown'",
  },
  {
    begins: 'PHP ',
    says: ['Too many connections'],
    meaning: 'The database is full: it holds as many connections as it may, so pages of the site fail.',
    advice: 'See which site keeps the database busy and who asks for its pages; raise max_connections only when there is memory for it.',
    important: true,
    sample:
      '[22-Nov-2026 06:39:45 UTC] PHP Warning:  mysqli_real_connect(): (HY000/1040): Too many connections in /home/alice/public_html/wp-includes/wp-db.php on line 1635',
  },
  {
    begins: 'PHP ',
    says: ['server has gone away'],
    meaning: 'The database closed the connection while a page used it: it was restarted, or the page waited too long.',
    advice: 'Look whether the database was restarted (its log, or the kernel log for "Out of memory").',
    important: true,
    sample:
      '[22-Nov-2026 06:39:45 UTC] PHP Warning:  mysqli_query(): MySQL server has gone away in /home/alice/public_html/wp-includes/wp-db.php on line 2056',
  },
  {
    begins: 'PHP ',
    says: ['mysql', 'Connection refused'],
    meaning: 'The database does not accept connections, so pages of the site fail.',
    advice: 'Start the database, and look in its log for the reason it stopped. It is not an attack.',
    important: true,
    sample:
      '[22-Nov-2026 06:39:45 UTC] PHP Warning:  mysqli_real_connect(): (HY000/2002): Connection refused in /home/alice/public_html/wp-includes/wp-db.php on line 1635',
  },
  {
    begins: 'PHP ',
    says: ['Access denied for user'],
    meaning: 'The site has a wrong user or password for its database, so its pages fail.',
    advice: "Correct the database settings in the site's configuration.",
    important: true,
    sample:
      "[22-Nov-2026 06:39:45 UTC] PHP Warning:  mysqli_real_connect(): (HY000/1045): Access denied for user 'alice'@'localhost' (using password: YES) in /home/alice/public_html/wp-includes/wp-db.php on line 1635",
  },
  {
    begins: 'WordPress database error ',
    says: ['is marked as crashed'],
    meaning: 'A table of the database is damaged; pages that need it fail.',
    advice: 'Repair the table (mysqlcheck --repair, or the panel’s database tool) and look whether the disk was full.',
    important: true,
    sample:
      "[22-Nov-2026 06:39:45 UTC] WordPress database error Table './alice/wp_options' is marked as crashed and should be repaired for query SELECT option_value made by require",
  },
  {
    begins: 'PHP ',
    says: ['open_basedir restriction in effect'],
    meaning: 'A PHP script tried to open a file outside the folders it is allowed to use.',
    advice: 'Mostly a wrong path in the site’s settings; if the path is strange, look whether the site was broken into.',
    important: false,
    sample:
      '[22-Nov-2026 06:39:45 UTC] PHP Warning:  file_exists(): open_basedir restriction in effect. File(/etc/x) is not within the allowed path(s): (/home/alice/) in /home/alice/public_html/x.php on line 4',
  },
  {
    begins: 'PHP ',
    says: ['POST Content-Length of', 'exceeds the limit'],
    meaning: 'An upload was larger than PHP takes (post_max_size) and was thrown away.',
    advice: 'If your visitors need to upload such files, raise post_max_size and upload_max_filesize.',
    important: false,
    sample:
      '[22-Nov-2026 06:39:45 UTC] PHP Warning:  POST Content-Length of 16000000 bytes exceeds the limit of 8388608 bytes in Unknown on line 0',
  },
  {
    begins: 'PHP ',
    says: ['Unable to load dynamic library'],
    meaning: 'PHP could not load one of its extensions; sites that need it fail.',
    advice: 'Install the extension for this PHP version, or take it out of the PHP configuration.',
    important: false,
    sample:
      "[22-Nov-2026 06:39:45 UTC] PHP Warning:  PHP Startup: Unable to load dynamic library 'redis.so' (tried: /usr/lib/php/redis.so) in Unknown on line 0",
  },
  {
    begins: 'PHP Parse error',
    meaning: 'A PHP file has a mistake in its text, so every page that needs it answers with error 500.',
    advice: 'Correct the file at the line named here, or restore it from a backup.',
    important: true,
    sample: '[22-Nov-2026 06:39:45 UTC] PHP Parse error:  syntax error, unexpected end of file in /home/alice/public_html/x.php on line 12',
  },
  {
    begins: 'PHP Fatal error',
    meaning: 'A PHP script failed and ended; the visitor got error 500.',
    advice: 'Look at the file and line named here. If it is new, undo what was changed last: an update, a plugin, the PHP version.',
    important: true,
    sample:
      "[Sun Nov 22 06:39:45.223456 2026] [proxy_fcgi:error] [pid 1234:tid 14001] [client 203.0.113.7:51234] AH01071: Got error 'PHP message: PHP Fatal error:  Uncaught Error in /home/alice/public_html/x.php:3'",
  },
  {
    begins: 'PHP Warning',
    meaning: 'A PHP script ran into something unexpected and went on; the page may be incomplete.',
    advice: 'Tell the author of the file named here. It slows the site down if it comes with every request.',
    important: false,
    sample: '[22-Nov-2026 06:39:45 UTC] PHP Warning:  Undefined variable $x in /home/alice/public_html/x.php on line 3',
  },
  ...['PHP Notice', 'PHP Deprecated', 'PHP Strict Standards'].map(
    (words): KnownError => ({
      begins: words,
      meaning: 'A PHP script is written in a way that PHP advises against; it works nevertheless.',
      advice: 'Nothing to do now; update the program or plugin the file belongs to.',
      important: false,
      sample: `[22-Nov-2026 06:39:45 UTC] ${words}:  something old in /home/alice/public_html/x.php on line 3`,
    }),
  ),
];
