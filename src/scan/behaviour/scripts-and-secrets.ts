import type { RequestTarget } from './request-target.ts';

/**
 * What a file is, by its name. The same lists as `scan/kernel/assembly/kinds.ts`, which picks the addresses worth a closer
 * look; tests hold both equal.
 */
const assets: ReadonlySet<string> = new Set(
  'css js mjs map json png jpg jpeg gif webp avif svg ico bmp woff woff2 ttf otf eot mp3 mp4 m4a m4v webm ogg ogv wav mov pdf'.split(' '),
);
const scripts: ReadonlySet<string> = new Set(
  'php php3 php4 php5 php7 php8 phtml phar asp aspx ashx jsp jspx cgi pl sql bak old save swp suspected'.split(' '),
);
const sensitiveNames: readonly string[] =
  '.env .git .svn .hg .aws .ssh .ht wp-config fckeditor ckeditor phpmyadmin myadmin mysqladmin dbadmin'.split(' ');

/** No scripts, but asked for where one wants to know what is installed. */
const probes: ReadonlySet<string> = new Set(['readme.txt', 'wlwmanifest.xml']);

/** Images, styles, scripts for browsers, fonts, media: a missing one is never a sign. */
export const isAsset = ({ ending }: RequestTarget): boolean => assets.has(ending);

export const isScriptOrSecret = ({ ending, name, names }: RequestTarget): boolean =>
  scripts.has(ending) || probes.has(name) || names.some((part) => sensitiveNames.some((word) => part.startsWith(word)));

/** Nextcloud's and ownCloud's door to people's own files, whatever these are called: their owner's copy of a `.git` is no leak. */
export const isOwnFile = ({ names }: RequestTarget): boolean => names.some((part, at) => part === 'remote.php' && at < names.length - 1);

/** Endings of what a program answers; a path without an ending is answered by one, as far as it tells. */
const programs: ReadonlySet<string> = new Set([
  '',
  'php',
  'php3',
  'php4',
  'php5',
  'php7',
  'php8',
  'phtml',
  'asp',
  'aspx',
  'ashx',
  'jsp',
  'jspx',
  'cgi',
  'pl',
]);

export const isProgramEnding = (ending: string): boolean => programs.has(ending);

const secretFolders: ReadonlySet<string> = new Set(['.git', '.svn', '.hg', '.aws', '.ssh', '.kube', '.docker']);
const secretFiles: ReadonlySet<string> = new Set(
  (
    '.htpasswd .netrc .npmrc .pgpass .my.cnf .bash_history .git-credentials .dockercfg .ftpconfig .s3cfg sftp-config.json ' +
    'id_rsa id_dsa id_ed25519 credentials.json service-account.json secrets.yml secrets.json database.yml parameters.yml ' +
    'wp-config.txt wp-config.php~ docker-compose.yml'
  ).split(' '),
);
/** `.env`, `.env.production.local`, `prod.env`, not `.env-files-explained`; `wp-config.php.bak`, `wp-config.old`; `dump.sql`, `dump.sql.gz`. */
const secretName =
  /^(?:\.env(?:[._]\w{1,20}){0,2}(?:[~-]\w{0,12})?|[\w-]{1,40}\.env|wp-config\.(?:php[._~-].+|php\d|bak|old|save|swp|orig|zip|inc)|\.wp-config\.php\.swp)$/;
const dump = /\.sql(?:\.(?:gz|zip|bz2|xz|tar|tgz|7z|rar|bak|old))?$/;
/** What is meant to be read or downloaded: `.env.example`, `sample-database.sql`. */
const sample = /(?:^|[._-])(?:samples?|demo|examples?|dist|template|schema|structure|tutorial|exercises?|install)(?:[._-]|$)/;
const backupOfScript = /\.(?:php\d?|phtml|inc|conf|cfg|ini|ya?ml)(?:~|\.(?:bak|old|save|swp|orig|backup|copy|zip))$/;

/**
 * Something nobody links to and whose answer gives passwords away: `.env`, `.git/config`, a backup of a configuration,
 * a dump of a database. Not `wp-config.php` itself, which answers nothing because it is run.
 */
export const isSecret = ({ name, names, isFolder }: RequestTarget): boolean =>
  (!isFolder && isSecretName(name)) || names.some((part, at) => secretFolders.has(part) && at < names.length - 1);

const isSecretName = (name: string): boolean =>
  secretFiles.has(name) || ((secretName.test(name) || dump.test(name)) && !sample.test(name)) || backupOfScript.test(name);

/**
 * Web shells by names that no software ships; endless others hide behind ordinary names, so this list finds some and
 * clears nobody. (Names from published descriptions of WSO, alfa, c99, r57, b374k and their kin.)
 */
const shells: ReadonlySet<string> = new Set(
  (
    'alfa alfanew alfa-rex alfa-rex1 alfa-rex2 alfashell alfacgiapi wso wso1 wso2 wso25 wso112233 c99 c99shell r57 r57shell b374k b374k-mini ' +
    'shell shell1 shell20211028 shellx webshell myshell cmdshell phpshell aspxspy jspspy weevely p0wny p0wny-shell marijuana ' +
    'indoxploit idx_shell xleet xleetshell leafmailer leaf_mailer symlink404 adminer-shell wp_filemanager class-wp-upgrade new_up ' +
    'gel4y gelay mini-shell minishell priv8 priv8shell bypassshell fox-c404 foxwso wsofox anonymousfox fm-shell radio-shell cgishell perlshell ' +
    'tinyshell'
  ).split(' '),
);

export const isShellName = ({ name, ending }: RequestTarget): boolean =>
  /^(?:php\d?|phtml|phar|aspx?|jspx?|cgi|pl)$/.test(ending) && shells.has(name.slice(0, name.length - ending.length - 1));
