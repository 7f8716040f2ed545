import type { KnownError } from './known-error.ts';

/** The web application firewall; the code of these is the number of its rule. */
export const modSecurity: readonly KnownError[] = [
  {
    sources: ['apache', 'nginx'],
    begins: 'ModSecurity: Access denied',
    meaning: 'ModSecurity, the web application firewall, recognised a request as an attack by the rule named here and refused it.',
    advice:
      'Look at the addresses: many hits from one of them are an attack worth blocking. If your own visitors are hit, exclude this rule for the site.',
    important: true,
    sample:
      '[Sun Nov 22 06:39:46.423456 2026] [security2:error] [pid 1234:tid 14001] [client 203.0.113.7:51234] [client 203.0.113.7] ModSecurity: Access denied with code 403 (phase 2). Pattern match "select" at ARGS:q. [file "/etc/modsecurity/rules.conf"] [line "12"] [id "210000"] [msg "SQL injection"] [severity "CRITICAL"] [hostname "alice.example"] [uri "/index.php"] [unique_id "x"]',
  },
  {
    sources: ['apache', 'nginx'],
    begins: 'ModSecurity: Warning',
    meaning: 'A ModSecurity rule matched a request; by itself it did not refuse it.',
    advice: 'Nothing to do, unless the same address also shows refused requests.',
    important: false,
    sample:
      '[Sun Nov 22 06:39:46.423456 2026] [security2:error] [pid 1234:tid 14001] [client 203.0.113.7:51234] [client 203.0.113.7] ModSecurity: Warning. Pattern match "^[\\\\d.:]+$" at REQUEST_HEADERS:Host. [id "920350"] [msg "Host header is a numeric IP address"] [hostname "192.0.2.1"] [uri "/"] [unique_id "x"]',
  },
];
