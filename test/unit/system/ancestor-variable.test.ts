import { describe, expect, it } from 'vitest';
import { ancestorVariable } from '../../../src/system/ancestor-variable.ts';
import { fileTree } from '../../file-tree.ts';

const stat = (name: string, parent: number): string => `7 (${name}) S ${String(parent)} 7 7 0 -1\n`;

describe('a variable that sudo took away', () => {
  it('is found where the shell above still has it, nearest first', () => {
    const proc = fileTree({
      '40/stat': stat('node) S 1 (', 30),
      '40/environ': 'PATH=/bin\0SSH_CONNECTION_X=no\0',
      '30/stat': stat('sudo', 20),
      '20/stat': stat('bash', 10),
      '20/environ': 'HOME=/\0SSH_CONNECTION=203.0.113.7 50022 192.0.2.1 22\0',
      '10/stat': stat('sshd', 1),
      '10/environ': 'SSH_CONNECTION=198.51.100.1 1 192.0.2.1 22\0',
    });
    expect(ancestorVariable('SSH_CONNECTION', 40, proc)).toBe('203.0.113.7 50022 192.0.2.1 22');
    expect(ancestorVariable('SSH_TTY', 40, proc)).toBeUndefined();
  });

  it('ends where nobody is, and in a circle', () => {
    expect(ancestorVariable('X', 99, fileTree({}))).toBeUndefined();
    expect(ancestorVariable('X', 5, fileTree({ '5/stat': stat('a', 6), '6/stat': stat('b', 5) }))).toBeUndefined();
  });
});
