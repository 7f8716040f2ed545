import { apacheBackend } from './apache-backend.ts';
import { apacheCapacity } from './apache-capacity.ts';
import { apacheRefused } from './apache-refused.ts';
import { apacheRunning } from './apache-running.ts';
import { apacheSites } from './apache-sites.ts';
import type { KnownError } from './known-error.ts';
import { machineLimits } from './machine-limits.ts';
import { modSecurity } from './mod-security.ts';
import { nginxErrors } from './nginx-errors.ts';
import { nginxUpstream } from './nginx-upstream.ts';
import { phpErrors } from './php-errors.ts';
import { phpFpm } from './php-fpm.ts';

/**
 * Every kind of error we can explain. The first that fits counts, so what says more stands before what says less: a full
 * disk before the program that met it, PHP's own words before the code of the web server that logged them.
 */
export const knownErrors: readonly KnownError[] = [
  ...machineLimits,
  ...modSecurity,
  ...phpErrors,
  ...phpFpm,
  ...apacheCapacity,
  ...apacheBackend,
  ...apacheRefused,
  ...apacheSites,
  ...apacheRunning,
  ...nginxUpstream,
  ...nginxErrors,
];
