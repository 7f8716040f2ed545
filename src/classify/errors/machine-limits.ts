import type { KnownError } from './known-error.ts';

type Explanation = Pick<KnownError, 'meaning' | 'advice' | 'important'>;

const diskFull: Explanation = {
  meaning: 'A disk, a quota or a kernel table is full, so the server could not write.',
  advice: 'Look at free space and free inodes (df -h, df -i) and at quotas; for a mutex or semaphore, at ipcs -s.',
  important: true,
};

const tooManyFiles: Explanation = {
  meaning: 'The server reached the number of files and connections it may have open; further visitors are turned away.',
  advice: 'See who holds the connections first; then raise the limit (LimitNOFILE of the service, worker_rlimit_nofile in nginx).',
  important: true,
};

const noMemory: Explanation = {
  meaning: 'The machine had no memory left for what the server wanted to do.',
  advice: 'Look at memory and swap, and in the kernel log for "Out of memory"; lower the number of workers if they are the cause.',
  important: true,
};

/** What the machine itself ran out of, whichever program met it. */
export const machineLimits: readonly KnownError[] = [
  {
    sources: ['apache'],
    systemError: 'No space left on device',
    ...diskFull,
    sample:
      "[Sun Nov 22 06:39:45.123456 2026] [core:emerg] [pid 900:tid 900] (28)No space left on device: AH00023: Couldn't create the rewrite-map mutex",
  },
  {
    sources: ['nginx'],
    says: ['(28: No space left on device)'],
    ...diskFull,
    sample:
      '2026/11/22 07:01:05 [crit] 811#811: *5521 pwrite() "/var/lib/nginx/body/0000000001" failed (28: No space left on device), client: 198.51.100.3, server: alice.example, request: "POST /upload HTTP/1.1", host: "alice.example"',
  },
  {
    sources: ['apache'],
    systemError: 'Too many open files',
    ...tooManyFiles,
    sample:
      '[Sun Nov 22 06:39:45.123456 2026] [core:error] [pid 900:tid 901] (24)Too many open files: [client 203.0.113.7:51234] AH00132: file permissions deny server access: /home/alice/public_html/x.png',
  },
  {
    sources: ['nginx'],
    says: ['(24: Too many open files)'],
    ...tooManyFiles,
    sample: '2026/11/22 07:01:05 [crit] 811#811: accept4() failed (24: Too many open files)',
  },
  {
    sources: ['apache'],
    systemError: 'Cannot allocate memory',
    ...noMemory,
    sample:
      '[Sun Nov 22 06:39:45.123456 2026] [mpm_event:alert] [pid 900:tid 900] (12)Cannot allocate memory: AH00481: fork: Unable to fork new process',
  },
  {
    sources: ['php-fpm'],
    begins: 'fork() failed',
    ...noMemory,
    sample: '[22-Nov-2026 06:39:45] ERROR: fork() failed: Cannot allocate memory (12)',
  },
];
