import type { KnownError } from './known-error.ts';

/** Apache starting, stopping, and being set up wrongly. */
export const apacheRunning: readonly KnownError[] = [
  {
    codes: ['AH00072'],
    meaning: 'Apache could not start on an address or port: another program has it.',
    advice: 'Find that program (ss -ltnp) and stop it, or give one of the two another port.',
    important: true,
    sample:
      '[Sun Nov 22 06:39:45.423456 2026] [core:crit] [pid 900:tid 900] (98)Address already in use: AH00072: make_sock: could not bind to address 0.0.0.0:80',
  },
  {
    codes: ['AH00526', 'AH00016', 'AH00014', 'AH00015', 'AH02572', 'AH02565', 'AH02312'],
    meaning: "Apache's configuration has a mistake (or a certificate is missing), so it cannot start or reload.",
    advice: 'Run apachectl configtest: it names the file and line. The old configuration stays active until Apache is restarted.',
    important: true,
    sample:
      '[Sun Nov 22 06:39:45.423456 2026] [ssl:emerg] [pid 900:tid 900] AH02572: Failed to configure at least one certificate and key for alice.example:443',
  },
  {
    codes: ['AH00169', 'AH00170', 'AH00295', 'AH00296', 'AH00491', 'AH00492'],
    meaning: 'The web server was stopped.',
    advice: 'Nothing to do if it was you or an update; visitors got no answer until the next start.',
    important: false,
    sample: '[Sun Nov 22 10:04:48.903462 2026] [mpm_event:notice] [pid 11806:tid 11806] AH00491: caught SIGTERM, shutting down',
  },
  {
    codes: ['AH00163', 'AH00292', 'AH00489', 'AH00094', 'AH00096', 'AH00171', 'AH00173', 'AH00297', 'AH00298', 'AH00493', 'AH00494'],
    meaning: 'The web server started or was told to read its configuration again.',
    advice: 'Nothing to do. Panels do this whenever a site is changed.',
    important: false,
    sample:
      '[Sun Nov 22 10:04:31.161339 2026] [mpm_event:notice] [pid 11806:tid 11806] AH00489: Apache/2.4.71 (Debian) configured -- resuming normal operations',
  },
  {
    codes: ['AH00558'],
    meaning: 'Apache has no name of its own configured; it works nevertheless.',
    advice: 'Set ServerName in the main configuration to end the message.',
    important: false,
    sample:
      "AH00558: apache2: Could not reliably determine the server's fully qualified domain name, using 127.0.0.1. Set the 'ServerName' directive globally to suppress this message",
  },
  {
    codes: ['AH01906', 'AH01909'],
    meaning: 'The certificate set for a site does not fit its name; browsers warn visitors.',
    advice: "Give the site a certificate for its own name (for a server's default site it may not matter).",
    important: false,
    sample:
      '[Sun Nov 22 06:39:45.423456 2026] [ssl:warn] [pid 900:tid 900] AH01909: alice.example:443:0 server certificate does NOT include an ID which matches the server name',
  },
  {
    codes: ['AH01941', 'AH02217'],
    meaning: 'Apache could not fetch the proof that a certificate is still valid (OCSP stapling); browsers check for themselves.',
    advice: 'Nothing to do if it passes; otherwise check that the server reaches the certificate authority.',
    important: false,
    sample: '[Sun Nov 22 06:39:45.423456 2026] [ssl:error] [pid 900:tid 901] AH01941: stapling_renew_response: responder error',
  },
];
