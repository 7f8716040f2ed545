import { existsSync } from 'node:fs';

const programFolders = ['/usr/sbin', '/usr/bin', '/sbin', '/bin', '/usr/local/sbin', '/usr/local/bin'];

/**
 * What some tests need of the machine. A test that is skipped for want of it says so in its name:
 *
 *   it.skipIf(!needs.root)(`reads every process's sockets${because(needs.root, 'needs root')}`, …)
 */
export const needs = {
  root: process.getuid?.() === 0,
  program: (name: string): boolean => programFolders.some((folder) => existsSync(`${folder}/${name}`)),
};

/** The programs of a list that this machine lacks. */
export const lacking = (...programs: readonly string[]): readonly string[] => programs.filter((program) => !needs.program(program));

/** The end of a test's name: nothing when the need is met, else the reason it is skipped for. */
export const because = (met: boolean, reason: string): string => (met ? '' : ` [skipped: ${reason}]`);
