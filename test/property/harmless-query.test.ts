import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IpAddress } from '../../src/model/ip-address.ts';
import { BehaviourBook } from '../../src/scan/behaviour/behaviour-book.ts';
import { takesHarmlessQueries, tellingWords } from '../../src/scan/behaviour/harmless-query.ts';
import { factsOf, type KnownTarget, KnownTargets } from '../../src/scan/behaviour/known-targets.ts';
import { behaviourLimits } from '../../src/scan/behaviour/rooms.ts';
import { compileKernelModule } from '../../src/scan/kernel/kernel-module.ts';
import { LookKernel } from '../../src/scan/kernel/look-kernel.ts';
import { startLookKernel } from '../../src/scan/kernel/start-kernel.ts';
import { combinedLine } from '../reference/slow-behaviour.ts';
import { page, query, words } from '../reference/visits.ts';

const visitor = '203.0.113.7' as IpAddress;
const kernel = startLookKernel(compileKernelModule(), 12345);

const targetOf = (logged: string): KnownTarget => {
  const bytes = Buffer.from(logged, 'latin1');
  return new KnownTargets().at(bytes, 0, bytes.length);
};

/** The targets that the kernel hands over, or none where it only counts: what is left of this one when the page was asked for before. */
function handedOver(logged: string): string[] {
  const book = new BehaviourBook([visitor], behaviourLimits, undefined, [visitor]);
  const look = new LookKernel(kernel, book, { fromEpoch: -Infinity, toEpoch: Infinity, nameSite: (name) => name });
  const before = `${logged.split('?', 1)[0] ?? ''}?a=b`;
  const line = (target: string): string =>
    combinedLine({
      address: visitor,
      epoch: 1_795_329_585,
      method: 'GET',
      target,
      status: 200,
      size: '5',
      referer: '-',
      agent: '-',
      user: '-',
    });
  const targets: string[] = [];
  book.note = (_number, { target }) => {
    targets.push(target.logged);
  };
  look.beginFile(null);
  for (const made of [line(before), line(logged)]) {
    const bytes = Buffer.from(made, 'latin1');
    look.input.set(bytes);
    look.scan(bytes.length, true);
  }
  look.end();
  return targets.slice(1);
}

/** Other bytes are shown as UTF-8, or as none. */
const isPlain = (text: string): boolean => /^[\x20-\x7e]*$/.test(text);

/** All that a target says of a GET, as plain data. */
const saidOfGet = (logged: string) => {
  const {
    page: asLogged,
    path,
    isAsset,
    isProgram,
    isCommentDoor,
    userEnumeration,
    isAdminPage,
    isScriptOrSecret,
    ...more
  } = factsOf(logged);
  const { isSecret, isShell, isOwnScript, archive, payload, hole, isCacheBuster, isSearch } = more;
  const first = { asLogged, path, isAsset, isProgram, isCommentDoor, userEnumeration, isAdminPage, isScriptOrSecret };
  return { ...first, isSecret, isShell, isOwnScript, archive, payload, hole, isCacheBuster, isSearch };
};

describe('harmless queries', () => {
  it('are cut off where they say nothing, and nowhere else', () => {
    let cut = 0;
    fc.assert(
      fc.property(page, query, (path, after) => {
        const logged = `${path}?${after}`;
        const [left] = handedOver(logged);
        if (left === undefined) throw new Error('nothing was handed over');
        if (isPlain(logged)) expect([path, logged]).toContain(left);
        if (left !== path) return;
        cut++;
        expect(saidOfGet(logged)).toEqual(saidOfGet(path));
      }),
      { numRuns: 4_000 },
    );
    console.log(`cut: ${String(cut)}`);
    expect(cut).toBeGreaterThan(50);
  });

  it('are what visitors send', () => {
    for (const after of ['colour=red&page=2', 'fbclid=4w2to529', 'ver=6.4.2', 'utm_source=news-letter&utm_medium=mail', 'p=17'])
      expect(handedOver(`/shop/?${after}`)).toEqual(['/shop/']);
  });

  it('hold no telling word, in whatever case', () => {
    for (const word of tellingWords) {
      expect(word.length).toBeGreaterThan(4);
      for (const after of [`x=${word}`, `x=${word.toUpperCase()}&y=z`, `${word}&a=b`, `a=b${word}c`])
        expect(handedOver(`/p/?${after}`)).toEqual([`/p/?${after}`]);
    }
  });

  it('take nothing from any word that gives a hole or an attack away, wherever its question mark stands', () => {
    for (const word of words.map((text) => text.replaceAll(' ', '%20'))) {
      for (const logged of [
        word,
        `/x${word}`,
        `/x/?${word}`,
        `/x/?a=${word}`,
        `${word}&a=b`,
        `${word}?a=b`,
        word.replace('?', '/?'),
        `${word.split('?', 1)[0] ?? ''}/?a=b`,
      ]) {
        if (!logged.includes('?')) continue;
        const [left = ''] = handedOver(logged);
        expect([logged, saidOfGet(left)]).toEqual([logged, { ...saidOfGet(logged), asLogged: saidOfGet(left).asLogged }]);
      }
    }
  });

  it('belong to no page that means something with a query', () => {
    for (const logged of ['/powershell', '/shell/', '/autodiscover.json', '/solr/admin', '/wp-json/wp/v2/users', '/a/${x}', '/x//../y'])
      expect([logged, takesHarmlessQueries(targetOf(logged))]).toEqual([logged, false]);
    for (const logged of ['/', '/index.php', '/shop/', '/a.css', '/wp-admin/admin-ajax.php'])
      expect([logged, takesHarmlessQueries(targetOf(logged))]).toEqual([logged, true]);
  });
});
