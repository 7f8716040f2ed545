import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KnownBytes } from '../../src/scan/behaviour/known-bytes.ts';
import type { TargetFacts } from '../../src/scan/behaviour/target-facts.ts';
import { factsOf, KnownTargets } from '../../src/scan/behaviour/known-targets.ts';
import { bytesAsText } from '../../src/scan/access/bytes-as-text.ts';

describe('texts known by their bytes', () => {
  it('give what was kept for them or nothing, however full it is', () => {
    let found = 0;
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 3, max: 3 }), { maxLength: 200, size: 'max' }), (texts) => {
        const known = new KnownBytes<string>(16, 64);
        for (const text of texts) {
          const line = Uint8Array.of(7, ...text, 7);
          const fact = known.find(line, 1, line.length - 1);
          if (fact !== undefined) found++;
          expect(fact ?? text.join()).toBe(text.join());
          if (fact === undefined) known.keep(line, 1, line.length - 1, text.join());
        }
      }),
    );
    expect(found).toBeGreaterThan(100);
  });

  it('are found again when there is room', () => {
    const known = new KnownBytes<number>(256, 4096);
    const texts = Array.from({ length: 128 }, (_, at) => Buffer.from(`/article-${String(at)}/`));
    for (const [at, text] of texts.entries()) known.keep(text, 0, text.length, at);
    expect(texts.filter((text, at) => known.find(text, 0, text.length) === at)).toHaveLength(texts.length);
  });
});

const page = fc.constantFrom(
  ...[
    '/',
    '/wp-login.php',
    '/xmlrpc.php',
    '/wp-json/',
    '/.env',
    '/a.png',
    '/x%2f%2e%2e',
    '/index.php',
    '/solr/',
    '/é',
    '//HTTP://x',
    'http://a.example/b',
  ],
);
const query = fc.oneof(
  fc.constantFrom(
    '',
    'action=logout',
    'for=jetpack',
    'author=1',
    'rest_route=/wp/v2/users',
    '12345678',
    'a=1 union select 1',
    'x=../../../',
    'é',
  ),
  fc.constantFrom(
    '%3Cscript',
    'ver=6.1',
    'next_file=/setup.cgi?next_file=',
    '?',
    'option=com_jce&task=plugin',
    '-d+allow_url_include=1',
    '\xff',
  ),
  fc.string({ maxLength: 20 }),
);

/** Each by its name: see `smallest`. */
const told = (facts: TargetFacts) => [
  ...[facts.page, facts.path, facts.isAsset, facts.isProgram, facts.login, facts.isXmlrpc, facts.userEnumeration, facts.isAdminPage],
  ...[facts.isScriptOrSecret, facts.isSecret, facts.isShell, facts.payload, facts.hole, facts.isCacheBuster],
  ...[facts.door, facts.isCommentDoor, facts.isOwnScript, facts.archive],
];

describe('known targets', () => {
  it('say of every target what it says alone, whatever was asked for before', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(page, fc.option(query)), { maxLength: 30 }), (targets) => {
        const known = new KnownTargets();
        for (const [path, after] of [...targets, ...targets]) {
          const bytes = Buffer.from(after === null ? path : `${path}?${after}`, after?.includes('\xff') === true ? 'latin1' : 'utf8');
          const { logged, facts } = known.at(bytes, 0, bytes.length);
          expect(logged).toBe(bytesAsText(bytes));
          expect(told(facts)).toEqual(told(factsOf(logged)));
        }
      }),
      { numRuns: 500 },
    );
  });
});
