/** What an attack written into a request tries. */
export type Payload = 'traversal' | 'sql' | 'script' | 'template' | 'jndi' | 'php-wrapper' | 'remote-file' | 'command' | 'header';

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
export const signatures: readonly Signature[] = [
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
