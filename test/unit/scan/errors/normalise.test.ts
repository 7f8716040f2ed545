import { describe, expect, it } from 'vitest';
import { normalise } from '../../../../src/scan/errors/normalise.ts';

describe('a message without its variable parts', () => {
  it.each([
    ['open() "/srv/x.png" failed (2: No such file or directory)', 'open() "…" failed (2: No such file or directory)'],
    ['client denied by server configuration: /home/alice/.env', 'client denied by server configuration: <path>'],
    ['connect to 127.0.0.1:9000 (192.0.2.1) failed', 'connect to <address> (<address>) failed'],
    ['from 2001:db8::7, [2001:db8::7]:443.', 'from <address>, <address>.'],
    ['child 777 exited on signal 11 (SIGSEGV) after 3.141592 seconds', 'child N exited on signal 11 (SIGSEGV) after N seconds'],
    ['child 777 exited with code 137 after', 'child N exited with code 137 after'],
    ['server reached max_children setting (5), consider', 'server reached max_children setting (N), consider'],
    ['(111)Connection refused: x', '(111)Connection refused: x'],
    ['see https://alice.example/a?b for more', 'see <url> for more'],
    ['session 0x7f8c9de130e0 of deadbeef01 id YZ3fk2hA9mPq0c1dRt4xAA', 'session <id> of <id> id <id>'],
    ['socket unix:/run/php/alice.sock failed', 'socket unix:<path> failed'],
    ["Invalid URI in request 'GET /a HTTP/1.1' x", "Invalid URI in request '…' x"],
    ["don't touch php8 at 10000ms", "don't touch php8 at 10000ms"],
    ['a "quote that never ends', 'a "…"'],
    ['a \t b', 'a b'],
    ['', ''],
  ])('%s', (message, expected) => {
    expect(normalise(message)).toBe(expected);
  });

  it('is cut, and says so', () => {
    expect(normalise('x '.repeat(600))).toHaveLength(301);
    expect(normalise('x '.repeat(600)).endsWith('…')).toBe(true);
  });
});
