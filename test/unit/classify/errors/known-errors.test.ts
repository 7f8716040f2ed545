import { describe, expect, it } from 'vitest';
import { explainError } from '../../../../src/classify/errors/explain-error.ts';
import { isKnownAs, type KnownError } from '../../../../src/classify/errors/known-error.ts';
import { knownErrors } from '../../../../src/classify/errors/known-errors.ts';
import { createErrorTally } from '../../../../src/scan/errors/tally-errors.ts';
import { RecordReader } from '../../../../src/scan/errors/record-reader.ts';
import { utcClock } from '../../scan/errors/records.ts';

/** The kinds of error in a text, as the product counts them. */
function kindsOf(text: string) {
  const tally = createErrorTally({ span: { fromEpoch: -Infinity, toEpoch: Infinity }, site: null, address: null, siteOfPool: new Map() });
  const reader = new RecordReader({ family: 'any', clock: utcClock(), startsInside: false }, tally.fileSink(null));
  for (const line of text.split('\n')) reader.line(line);
  reader.finish();
  return tally.result();
}

const explained = (text: string) => kindsOf(text).groups.map(explainError)[0];

const nameOf = (known: KnownError): string => [...(known.codes ?? []), known.systemError, known.begins, ...(known.says ?? [])].join(' ');

describe('known errors', () => {
  it.each(knownErrors.map((known) => [nameOf(known), known] as const))('explain their own sample: %s', (_name, known) => {
    const { groups, unparsed } = kindsOf(known.sample);
    expect([groups.length, unparsed]).toEqual([1, 0]);
    const first = knownErrors.find((entry) => groups.some((group) => isKnownAs(entry, group)));
    expect(first).toBe(known);
  });

  it('say each in a sentence what it means and what to do', () => {
    for (const { meaning, advice } of knownErrors) {
      expect(meaning).toMatch(/^(?:[A-Z]|nginx ).*\.$/s);
      expect(advice).toMatch(/^[A-Z].*\.$/s);
      expect(meaning.length).toBeLessThan(200);
    }
  });

  it('name no code twice without a further condition', () => {
    const codes = knownErrors.filter((known) => known.systemError === undefined).flatMap((known) => known.codes ?? []);
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  });

  it('do not use AH01078, of which nothing certain is known', () => {
    expect(knownErrors.flatMap(({ codes }) => codes ?? [])).not.toContain('AH01078');
  });

  it('say of a refusal that it may be our own block, and do not count it as an attack', () => {
    const refusal = explained(
      '[Sun Nov 22 06:39:45.1 2026] [authz_core:error] [pid 1:tid 2] [client 203.0.113.7:1] AH01630: client denied by server configuration: /x',
    );
    expect(refusal?.meaning).toContain('our own block');
    expect(refusal?.important).toBe(false);
  });

  it('are not talked into something by a visitor', () => {
    const visitor = [
      'AH00128: File does not exist: /x PHP Fatal error: a (28)No space left on device',
      'AH01630: client denied by server configuration: /ModSecurity: Access denied',
    ];
    for (const text of visitor)
      expect(explained(`[Sun Nov 22 06:39:45.1 2026] [core:error] [pid 1:tid 2] [client 203.0.113.7:1] ${text}`)?.important).toBe(false);
    const path =
      '2026/11/22 07:01:05 [error] 811#811: *5 open() "/srv/x" upstream timed out "y" failed (2: No such file or directory), client: 198.51.100.3, server: a.example';
    expect(explained(path)).toMatchObject({ important: false, meaning: 'A file was asked for that does not exist.' });
    const old =
      "[Sun Nov 22 06:39:45 2026] [error] [client 203.0.113.7] File does not exist: /x PHP Fatal error: /a/.htaccess: Invalid command 'Foo'";
    expect(explained(old)?.important).toBe(false);
  });

  it('leave what they do not know unexplained', () => {
    expect(explainError({ source: 'apache', code: 'AH99999', message: 'x' })).toEqual({ meaning: null, advice: null, important: false });
  });
});
