import { describe, expect, it } from 'vitest';
import { readChrome } from '../../../../src/panels/cpanel/chrome.ts';
import { fileTree } from '../../../file-tree.ts';

const header =
  '<!DOCTYPE html><html><head><title>Results of Your Request</title><script nonce="00000000000" src="/cpsess0000000000/x.js"></script></head><body>Hello cpuser00000000000';
const caches = 'var/cpanel/caches';
const files = {
  [`${caches}/_generated_header_files/cache_keys.json`]: JSON.stringify({ bob: 'def456', evil: '../../../../etc/passwd', odd: 5 }),
  [`${caches}/_generated_header_files/def456_0_0.html`]: header,
  [`${caches}/_generated_footer_files/footer.html`]: '<a href="/cpsess0000000000/">back</a></body></html>',
};
const request = { user: 'bob', securityToken: '/cpsess1234567890', title: 'Active <Connections> $& $1', cacheFolder: '' };

describe('readChrome', () => {
  it('fills WHM’s own header and footer in, escaped', () => {
    expect(readChrome(fileTree(files), request)).toEqual({
      header:
        '<!DOCTYPE html><html><head><title>Active &lt;Connections&gt; $&amp; $1</title><script src="/cpsess1234567890/x.js"></script></head><body>Hello bob',
      footer: '<a href="/cpsess1234567890/">back</a></body></html>',
    });
  });

  it('looks where WHM says that it keeps them, and nowhere else then', () => {
    const moved = Object.fromEntries(Object.entries(files).map(([path, text]) => [path.replace(caches, 'srv/whm caches'), text]));
    const elsewhere = { ...request, cacheFolder: '/srv/whm caches' };
    expect(readChrome(fileTree(moved), elsewhere)?.footer).toContain('back</a>');
    expect(readChrome(fileTree(files), elsewhere)).toBeNull();
    expect(readChrome(fileTree(files), { ...request, cacheFolder: 'caches' })?.footer).toContain('back</a>');
  });

  it.each([
    ['the key is missing', { ...request, user: 'alice' }, files],
    ['the key leads elsewhere', { ...request, user: 'evil' }, files],
    ['the key is no text', { ...request, user: 'odd' }, files],
    ['the name is one of JavaScript’s own', { ...request, user: 'constructor' }, files],
    [
      'the placeholders are not there',
      request,
      { ...files, [`${caches}/_generated_header_files/def456_0_0.html`]: '<html><body>new look' },
    ],
    ['nothing was generated', request, {}],
  ])('gives nothing when %s', (_, asked, tree) => {
    expect(readChrome(fileTree(tree), asked)).toBeNull();
  });
});
