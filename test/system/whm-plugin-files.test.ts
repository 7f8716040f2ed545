import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { fileTree } from '../file-tree.ts';
import { because, needs } from '../needs.ts';

const project = join(dirname(fileURLToPath(import.meta.url)), '../..');
const plugin = join(project, 'plugin-cpanel');
const files = readdirSync(plugin, { recursive: true }).map(String);
const shellFiles = files.filter((name) => name.endsWith('.sh') || (!name.includes('.pm') && beginning(name).startsWith('#!/bin/sh')));

function beginning(name: string): string {
  try {
    return readFileSync(join(plugin, name), 'latin1').slice(0, 100);
  } catch {
    // A folder.
    return '';
  }
}

describe('the files of the WHM plugin', () => {
  it.skipIf(!needs.program('shellcheck'))(`are clean under shellcheck${because(needs.program('shellcheck'), 'needs shellcheck')}`, () => {
    expect(shellFiles.sort()).toEqual([
      'active-connections',
      'after-panel-upgrade',
      'find-node.sh',
      'index.cgi',
      'install.sh',
      'uninstall.sh',
    ]);
    const paths = shellFiles.map((name) => `plugin-cpanel/${name}`);
    const { stdout, status } = spawnSync('shellcheck', ['-x', ...paths], { cwd: project, encoding: 'utf8' });
    expect([stdout, status]).toEqual(['', 0]);
  });

  it('run “expire” every few minutes and after a start, by the command that is installed', () => {
    const command = '/usr/local/active-connections/active-connections';
    const lines = readFileSync(join(plugin, 'active-connections.cron'), 'utf8').split('\n');
    expect(lines.filter((line) => line !== '' && !line.startsWith('#'))).toEqual([
      `*/5 * * * * root ${command} expire >/dev/null 2>&1`,
      `@reboot root sleep 60; ${command} expire >/dev/null 2>&1`,
    ]);
    expect(readFileSync(join(plugin, 'files.list'), 'utf8')).toContain(` ${command}\n`);
  });

  it.skipIf(!needs.program('perl'))(
    `are Perl that compiles, and say which privilege it is${because(needs.program('perl'), 'needs perl')}`,
    () => {
      // Stubs of the classes that WHM brings, with the methods its guide names.
      const stubs = fileTree({
        'Cpanel/Config/ConfigObj/Interface/Config/v1.pm':
          'package Cpanel::Config::ConfigObj::Interface::Config::v1; sub base { return bless $_[1], $_[0] } 1;',
        'Cpanel/Config/ConfigObj/Interface/Config/v1/META.pm': 'package Cpanel::Config::ConfigObj::Interface::Config::v1::META; 1;',
      });
      const base = 'Cpanel::Config::ConfigObj::Driver::ActiveConnections';
      for (const file of ['perl/ActiveConnections.pm', 'perl/ActiveConnections/META.pm']) {
        const { stderr, status } = spawnSync('perl', ['-I', stubs, '-wc', join(plugin, file)], { encoding: 'utf8' });
        expect([stderr.trim(), status]).toEqual([`${join(plugin, file)} syntax OK`, 0]);
      }
      const program = `require '${plugin}/perl/ActiveConnections.pm'; require '${plugin}/perl/ActiveConnections/META.pm';
      my $driver = ${base}->init({}); my ($acl) = @{ $driver->acl_desc() };
      print join ' ', $acl->{acl}, $acl->{default_value}, $acl->{default_ui_value}, ${base}::META->get_driver_name();`;
      expect(execFileSync('perl', ['-I', stubs, '-we', program], { encoding: 'utf8' })).toBe(
        'software-ActiveConnections 0 0 ActiveConnections',
      );
    },
  );
});
