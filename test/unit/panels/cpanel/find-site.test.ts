import { describe, expect, it } from 'vitest';
import { isAccountGone } from '../../../../src/panels/cpanel/account-gone.ts';
import { findCpanelSite } from '../../../../src/panels/cpanel/find-site.ts';
import { fileTree, type TreeEntry } from '../../../file-tree.ts';

const server: Readonly<Record<string, TreeEntry>> = {
  'etc/userdatadomains':
    'alice.example: alice==root==main==alice.example==/home/alice/public_html==192.0.2.10:80==192.0.2.10:443====0==ea-php82\n' +
    'odd.example: nobodyknown==root==main==odd.example==/home/odd==192.0.2.10:80======0==ea-php82\n',
  'etc/userdomains': 'alice.example: alice\nhalf.example: bob\n*: nobody\n',
  'etc/passwd': 'root:x:0:0:root:/root:/bin/bash\nalice:x:54321:54321::/home/alice:/bin/bash\n',
};

describe('a site looked for by its name', () => {
  it('is found with its account and where Apache listens for it', () => {
    const root = fileTree(server);
    expect(findCpanelSite(root, 'alice.example')).toMatchObject({ ok: true, value: { domain: 'alice.example', account: { uid: 54_321 } } });
  });

  it('is certainly not here only where both lists say so', () => {
    const root = fileTree(server);
    expect(findCpanelSite(root, 'gone.example')).toEqual({ ok: true, value: null });
    expect(findCpanelSite(root, 'half.example')).toMatchObject({ ok: false, problem: { kind: 'cannot-do', where: 'half.example' } });
    expect(findCpanelSite(root, 'odd.example')).toMatchObject({ ok: false, problem: { kind: 'cannot-do' } });
    for (const missing of ['etc/userdatadomains', 'etc/userdomains']) {
      const without = fileTree(Object.fromEntries(Object.entries(server).filter(([path]) => path !== missing)));
      expect(findCpanelSite(without, 'gone.example'), missing).toMatchObject({ ok: false, problem: { kind: 'not-found' } });
    }
  });
});

describe('an account', () => {
  it('is gone when no user and no domain is left of it', () => {
    const root = fileTree(server);
    expect(['alice', 'bob', 'carol'].map((account) => isAccountGone(root, account))).toEqual([false, false, true]);
    expect(isAccountGone(fileTree({ 'etc/passwd': 'root:x:0:0:::\n' }), 'carol')).toBe(false);
  });
});
