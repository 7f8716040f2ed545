/**
 * Configurations of the web servers in the panel's arrangements, for one site: nginx before Apache, nginx alone, Apache alone.
 * In each the lines of an extension's hook stand where Plesk's templates put them; see the table in `PANEL.md`.
 */
import { forRoot } from '../../system/error-log-rig.ts';
import { apacheBeginning } from '../apache-beginning.mjs';

export interface SitePlaces {
  /** A folder of the servers' own. */
  readonly folder: string;
  readonly documentRoot: string;
  /** Where the panel writes `nginx.conf`, `nginx-proxy.conf` and `apache.conf` of the site. */
  readonly conf: string;
}

const modules = 'mpm_event authz_core authz_host authz_user authn_core authn_file auth_basic access_compat dir mime remoteip'.split(' ');

/** nginx answers what is static by itself and hands the rest to Apache on `apachePort`. */
export const nginxBeforeApache = (site: SitePlaces, port: number, apachePort: number): string =>
  nginx(
    site,
    port,
    'nginx-proxy.conf',
    `location / {
      access_log off;
      proxy_pass http://127.0.0.1:${apachePort};
      proxy_set_header Host $host;
      proxy_set_header X-Real-IP $remote_addr;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    }
    location ~ "^/(.*\\.(css|png|txt))$" { try_files $uri @fallback; }
    location @fallback { proxy_pass http://127.0.0.1:${apachePort}; }`,
  );

export const nginxAlone = (site: SitePlaces, port: number): string =>
  nginx(site, port, 'nginx.conf', 'location / { try_files $uri =404; }');

const nginx = ({ folder, documentRoot, conf }: SitePlaces, port: number, included: string, locations: string): string => `
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log ${folder}/nginx-error.log;
${forRoot('user www-data;')}
events { worker_connections 64; }
http {
  access_log off;
  types { text/css css; text/plain txt; }
  client_body_temp_path ${folder}/t1; proxy_temp_path ${folder}/t2; fastcgi_temp_path ${folder}/t3; uwsgi_temp_path ${folder}/t4; scgi_temp_path ${folder}/t5;
  server {
    listen 127.0.0.1:${port};
    server_name shop.example;
    root ${documentRoot};
    include ${conf}/${included};
    ${locations}
  }
}
`;

/** Apache knows the visitor by mod_remoteip; sites may say what they like in .htaccess. */
export const apache = ({ folder, documentRoot, conf }: SitePlaces, port: number): string => `
${apacheBeginning({ folder, serverName: 'shop.example', modules })}
Listen 127.0.0.1:${port}
ErrorLog apache-error.log
TypesConfig /dev/null
RemoteIPHeader X-Forwarded-For
RemoteIPInternalProxy 127.0.0.1
<VirtualHost 127.0.0.1:${port}>
  ServerName shop.example
  DocumentRoot ${documentRoot}
  <Directory ${documentRoot}>
    Require all granted
    AllowOverride All
  </Directory>
  <Directory ${documentRoot}/closed>
    Require all denied
  </Directory>
  Include ${conf}/apache.conf
  <Location /opened>
    Require all granted
  </Location>
</VirtualHost>
`;
