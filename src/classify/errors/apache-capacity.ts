import type { KnownError } from './known-error.ts';

/** Apache's workers: full, nearly full, crashed, not ending. */
export const apacheCapacity: readonly KnownError[] = [
  {
    // AH00161: prefork, AH00286: worker, AH00484: event.
    codes: ['AH00484', 'AH00161', 'AH00286'],
    meaning: 'The web server is full: all its workers are busy, and new visitors wait or get nothing.',
    advice:
      'See who holds the workers: the addresses with most connections and the most requested pages. Block an attacker or speed up the slow page; raise MaxRequestWorkers only when there is memory for it.',
    important: true,
    sample:
      '[Sun Nov 22 10:04:41.175805 2026] [mpm_event:error] [pid 11806:tid 11806] AH00484: server reached MaxRequestWorkers setting, consider raising the MaxRequestWorkers setting',
  },
  {
    // AH00288: worker, AH00485 and (since 2.4.5x) AH03490: event.
    codes: ['AH00485', 'AH00288', 'AH03490'],
    meaning: "Apache's table of workers is full, mostly with workers that still finish old requests after a reload.",
    advice: 'Look for requests that hang and downloads that take very long; if it comes with every reload, raise ServerLimit.',
    important: true,
    sample:
      '[Sun Nov 22 06:39:45.423456 2026] [mpm_worker:error] [pid 900:tid 13999] AH00288: scoreboard is full, not at MaxRequestWorkers',
  },
  {
    codes: ['AH00287', 'AH10159'],
    meaning: 'The web server is nearly full: few workers are left for new visitors.',
    advice: 'Look now who holds the workers, before it is full: the addresses with most connections and the most requested pages.',
    important: true,
    sample:
      '[Sun Nov 22 06:39:45.423456 2026] [mpm_event:error] [pid 900:tid 900] AH10159: server is within MinSpareThreads of MaxRequestWorkers, consider raising the MaxRequestWorkers setting',
  },
  {
    codes: ['AH00162', 'AH00289', 'AH00486'],
    meaning: 'Many requests came at once, so Apache is starting more workers.',
    advice: 'Nothing to do if it is rare; if it is frequent, look at the busiest addresses and pages.',
    important: false,
    sample:
      '[Sun Nov 22 06:39:45.423456 2026] [mpm_prefork:info] [pid 900] AH00162: server seems busy, (you may need to increase StartServers, or Min/MaxSpareServers), spawning 8 children, there are 0 idle, and 25 total children',
  },
  {
    codes: ['AH00051', 'AH00052', 'AH00050'],
    meaning: 'A worker of the web server crashed or was killed.',
    advice:
      'Signal 11 points to a fault in a module (often a PHP extension): update it. Signal 9 mostly means lack of memory: look in the kernel log for "Out of memory".',
    important: true,
    sample: '[Sun Nov 22 06:39:45.423456 2026] [core:notice] [pid 900:tid 900] AH00052: child pid 777 exit signal Segmentation fault (11)',
  },
  {
    codes: ['AH00159', 'AH00283', 'AH00481'],
    meaning: 'The machine did not let Apache start another worker: it is short of memory or of allowed processes.',
    advice: 'Look at memory, at the number of processes and at the limits of the service (TasksMax, ulimit -u).',
    important: true,
    sample:
      '[Sun Nov 22 06:39:45.423456 2026] [mpm_event:alert] [pid 900:tid 900] (11)Resource temporarily unavailable: AH00481: fork: Unable to fork new process',
  },
  {
    codes: ['AH00045', 'AH00046'],
    meaning: 'A worker was still busy when Apache wanted to stop or reload, and had to be ended by force.',
    advice: 'Harmless now and then; if it is frequent, look for requests that hang.',
    important: false,
    sample:
      '[Sun Nov 22 06:39:45.423456 2026] [core:warn] [pid 900:tid 900] AH00045: child process 777 still did not exit, sending a SIGTERM',
  },
];
