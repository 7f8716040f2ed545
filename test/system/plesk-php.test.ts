/** The extension's PHP under the checkers that Debian packages. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { because, lacking } from '../needs.ts';

const missing = lacking('phpcs', 'phpmd');
const can = missing.length === 0;
const plugin = fileURLToPath(new URL('../../plugin-plesk', import.meta.url));
const rules = fileURLToPath(new URL('../../build/php', import.meta.url));

const said = (program: string, words: readonly string[]): string => {
  const { stdout, stderr } = spawnSync(program, words, { encoding: 'utf8' });
  return (stdout + stderr).trim();
};
const style = (path: string): string => said('phpcs', ['-q', '-s', '--report=emacs', `--standard=${rules}/phpcs.xml`, path]);
const sense = (path: string): string => said('phpmd', [path, 'text', `${rules}/phpmd.xml`, '--suffixes', 'php,phtml']);

describe.skipIf(!can)(`the PHP of the Plesk extension${because(can, `needs ${missing.join(', ')}`)}`, () => {
  it('has one style, and calls nothing that an extension must not', () => {
    expect(style(plugin)).toBe('');
  });

  it('has nothing unused or undefined, and nothing too long to be read', () => {
    expect(sense(plugin)).toBe('');
  });

  describe('has checkers that find', () => {
    const folder = mkdtempSync(join(tmpdir(), 'active-connections-php-'));
    beforeAll(() => {
      mkdirSync(folder, { recursive: true });
    });
    afterAll(() => {
      rmSync(folder, { recursive: true, force: true });
    });
    const method = (name: string, body: string): string => {
      const path = join(folder, `${name}.php`);
      writeFileSync(
        path,
        `<?php\n\ndeclare(strict_types=1);\n\nfinal class Bad\n{\n    public function does(): string\n    {\n        ${body}\n    }\n}\n`,
      );
      return path;
    };

    it.each([
      ['an undefined variable', 'return $nowhere;', 'UndefinedVariable'],
      ['an unused variable', '$lost = 1;\n\n        return "";', 'UnusedLocalVariable'],
      ['code that is evaluated', 'return eval("1;");', 'EvalExpression'],
    ])('%s', (name, body, rule) => {
      expect(sense(method(name.replaceAll(' ', '-'), body))).toContain(rule);
    });

    it.each([
      ['a program that is started', 'return (string) shell_exec("id");', 'ForbiddenFunctions'],
      ['text that becomes objects', 'return unserialize("");', 'ForbiddenFunctions'],
      ['back ticks', 'return `id`;', 'BacktickOperator'],
      ['code that is never reached', 'return "";\n        return "x";', 'NonExecutableCode'],
    ])('%s', (name, body, rule) => {
      expect(style(method(name.replaceAll(' ', '-'), body))).toContain(rule);
    });

    it('nothing in what is well', () => {
      const path = method('well', "return '';");
      expect([style(path), sense(path)]).toEqual(['', '']);
    });
  });
});
