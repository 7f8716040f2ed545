/** What the guard finds out about a machine before a block, through the same door as pages and commands. */
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openMachine } from '../../../src/hosts/machine.ts';
import type { GuardReport } from '../../../src/model/block-report.ts';
import { type IpAddress, parseIpAddress } from '../../../src/model/ip-address.ts';
import type { Estate, Operator } from '../../../src/model/operator.ts';
import { fileTree, type TreeEntry } from '../../file-tree.ts';
import { because, needs } from '../../needs.ts';
import { targetOf, valueOf } from '../block/block-rig.ts';

const cpanel: Readonly<Record<string, TreeEntry>> = {
  'usr/local/cpanel/version': '11.136.0.1',
  'etc/userdatadomains': 'alice.example: alice==root==main==alice.example==/home/alice/x==192.0.2.10:80==192.0.2.10:443====0==\n',
};
const plesk: Readonly<Record<string, TreeEntry>> = { 'usr/local/psa/version': '18.0.60 Ubuntu 22.04 1800231201.12\n' };
const domlog = 'etc/apache2/logs/domlogs/alice.example';

interface Asked {
  readonly files: Readonly<Record<string, TreeEntry>>;
  readonly programs?: Readonly<Record<string, string>>;
  readonly target?: string;
  readonly from?: string | null;
  readonly estate?: Estate | null;
}

async function guarded({ files, programs = {}, target = '203.0.113.7', from = null, estate = null }: Asked): Promise<GuardReport> {
  const scripts = Object.fromEntries(Object.entries(programs).map(([path, text]) => [path, `#!/bin/sh\n${text}\n`]));
  const root = fileTree({ ...files, ...scripts });
  for (const path of Object.keys(scripts)) chmodSync(join(root, path), 0o755);
  const operator: Operator = { name: 'root', role: 'admin', estate: null, address: addressOf(from), session: '', actsFor: null };
  const asked = {
    target: targetOf(target),
    scope: { kind: 'server' },
    duration: '1h',
    reason: '',
    via: ['nftables'],
    confirmed: [],
    overrideReason: null,
  } as const;
  return valueOf(await openMachine(root, estate).blocks('in a test').guard(asked, operator)).guard;
}

const addressOf = (text: string | null): IpAddress | null => (text === null ? null : (parseIpAddress(text) ?? null));
const ids = (answers: GuardReport['warnings']): readonly string[] => answers.map(({ id }) => id).filter((id) => id !== 'could-not-look');
const stamp = (secondsAgo: number): Date => new Date(Date.now() - secondsAgo * 1000);
const logStamp = (when: Date): string => {
  const [, day, month, year, time] = /, (\d\d) (\w+) (\d+) ([\d:]+) /.exec(when.toUTCString()) ?? [];
  return `[${String(day)}/${String(month)}/${String(year)}:${String(time)} +0000]`;
};

describe.skipIf(!needs.root)(`what the guard finds out${because(needs.root, 'needs root: the journal is root’s')}`, () => {
  it('counts the public addresses of a server behind NAT as its own', async () => {
    const files = { ...cpanel, 'var/cpanel/cpnat': '10.0.0.5 203.0.113.7\n10.0.0.6\n' };
    expect((await guarded({ files })).refusals.map(({ id, overridable }) => [id, overridable])).toEqual([['this-server', false]]);
    expect((await guarded({ files, target: '203.0.113.8' })).refusals).toEqual([]);
  });

  it.each([
    ['a proxy on the machine', '127.0.0.1', {}],
    ['a service subdomain over IPv6', '::1', {}],
    ['the server’s own public address', '203.0.113.99', { 'var/cpanel/cpnat': '10.0.0.5 203.0.113.99\n' }],
    ['a CDN', '173.245.48.9', {}],
  ])('says that it does not know where the operator is, behind %s', async (_, from, more) => {
    const { warnings } = await guarded({ files: { ...cpanel, ...more }, from });
    expect(ids(warnings)).toEqual(['own-address-unknown']);
    expect(warnings.find(({ id }) => id === 'own-address-unknown')?.text).toContain(from);
  });

  it('knows where anybody else is', async () => {
    for (const from of [null, '198.51.100.3', '10.0.0.9']) expect(ids((await guarded({ files: cpanel, from })).warnings)).toEqual([]);
  });

  it('warns of who works in a site, with the last hour of its log', async () => {
    const line = (agent: string, path: string, method: string, status: number): string =>
      `203.0.113.7 - - ${logStamp(stamp(60))} "${method} ${path} HTTP/1.1" ${String(status)} 512 "-" "${agent}"\n`;
    const login = line('Mozilla/5.0', '/wp-login.php', 'POST', 302);
    const admin = line('Mozilla/5.0', '/wp-admin/index.php', 'GET', 200);
    const inAdmin = await guarded({ files: { ...cpanel, [domlog]: login + admin } });
    expect(ids(inAdmin.warnings)).toEqual(['site-login']);
    expect(inAdmin.warnings.find(({ id }) => id === 'site-login')?.text).toContain('WordPress of alice.example from 203.0.113.7');
    // Some plugins answer every login with a redirect: that alone proves nobody.
    expect(ids((await guarded({ files: { ...cpanel, [domlog]: login } })).warnings)).toEqual([]);
    expect(ids((await guarded({ files: { ...cpanel, [domlog]: login + admin }, target: '203.0.113.0/24' })).warnings)).toEqual([
      'site-login',
    ]);
    const people = Array.from({ length: 5 }, (_, at) => line(`Browser ${String(at)}`, `/a${String(at)}.png`, 'GET', 200).repeat(5)).join(
      '',
    );
    expect(ids((await guarded({ files: { ...cpanel, [domlog]: people + login } })).warnings)).toEqual(['shared-address']);
    // The password of a single post, and logging out: the same page, and nobody is logged in by it.
    for (const action of ['postpass', 'logout', 'lostpassword']) {
      const other = line('Mozilla/5.0', `/wp-login.php?action=${action}`, 'POST', 302);
      expect(ids((await guarded({ files: { ...cpanel, [domlog]: people + other } })).warnings)).toEqual([]);
    }
  });

  it('looks into nobody else’s logs', async () => {
    const line = `203.0.113.7 - - ${logStamp(stamp(60))} "GET /wp-admin/index.php HTTP/1.1" 200 512 "-" "Mozilla/5.0"\n`;
    const files = { ...cpanel, 'etc/apache2/logs/domlogs/bob.example': line };
    const estate = { accounts: ['alice'], uids: [1001], domains: ['alice.example'], ownAddresses: [] };
    expect(ids((await guarded({ files, estate })).warnings)).toEqual([]);
    expect(ids((await guarded({ files })).warnings)).toEqual(['site-login']);
  });

  it('warns of who logged in to a mailbox, the panel or SSH, and refuses who is in WHM now', async () => {
    const day = stamp(86_400).toISOString();
    const session = (secondsAgo: number, what: string, more: string): string =>
      `[${stamp(secondsAgo).toISOString().slice(0, 19).replace('T', ' ')} +0000] info [cpaneld] 203.0.113.7 ${what} alice:Secret1 ${more}\n`;
    const came = session(7200, 'NEW', 'address=203.0.113.7,app=cpaneld,creator=alice,method=handle_form_login,path=form,possessed=0');
    const lately = session(600, 'NEW', 'address=203.0.113.7,app=cpaneld,creator=alice,method=handle_form_login,path=form,possessed=0');
    const asOwner = lately.replace('app=cpaneld', 'app=whostmgrd');
    const wrong = session(600, 'NEW', 'address=203.0.113.7,app=cpaneld,method=badpass,path=form');
    const left = session(60, 'PURGE', 'logout');
    const log = 'usr/local/cpanel/logs/session_log';
    const mail = `${day} host dovecot: imap-login: Login: user=<a@alice.example>, method=PLAIN, rip=203.0.113.7, lip=192.0.2.1, mpid=1, TLS, session=<x>\n`;
    const ssh = `${day} host sshd-session[77]: Accepted publickey for root from 203.0.113.7 port 50022 ssh2: ED25519 SHA256:x\n`;
    const failed = `${day} host sshd[77]: Failed password for invalid user Accepted password for root from 203.0.113.7 port 22 from 203.0.113.7 port 50022 ssh2\n`;
    const of = async (files: Readonly<Record<string, TreeEntry>>): Promise<readonly (readonly string[])[]> => {
      const { refusals, warnings } = await guarded({ files: { ...cpanel, ...files } });
      return [ids(refusals), ids(warnings)];
    };
    expect(await of({ [log]: came })).toEqual([[], ['recent-login']]);
    expect(await of({ [log]: lately })).toEqual([[], ['recent-login']]);
    expect(await of({ [log]: asOwner })).toEqual([['live-login'], ['recent-login']]);
    expect(await of({ [log]: asOwner + left })).toEqual([[], ['recent-login']]);
    expect(await of({ [log]: wrong })).toEqual([[], []]);
    expect(await of({ 'var/log/maillog': mail })).toEqual([[], ['login-in-log']]);
    expect(await of({ 'var/log/maillog': mail.replace('dovecot:', 'dovecot[12]:') })).toEqual([[], ['login-in-log']]);
    expect(await of({ 'var/log/auth.log': ssh })).toEqual([[], ['login-in-log']]);
    // Unlike Dovecot, sshd always says its process; `logger -t sshd` does not.
    expect(await of({ 'var/log/auth.log': ssh.replace('[77]', '') })).toEqual([[], []]);
    expect(await of({ 'var/log/maillog': mail.replace('dovecot', 'logger') })).toEqual([[], []]);
    expect(await of({ [log]: came, 'var/log/maillog': mail })).toEqual([[], ['recent-login']]);
    expect(await of({ 'var/log/auth.log': failed })).toEqual([[], []]);
  });

  it('says it where Plesk’s list of trusted addresses cannot be read, and asks nobody where there is no Fail2Ban', async () => {
    const client = { 'usr/bin/fail2ban-client': 'exit 0' };
    const silent = await guarded({ files: plesk, programs: { ...client, 'usr/sbin/plesk': 'exit 3' } });
    expect(silent.problems).toContainEqual(expect.objectContaining({ kind: 'program-failed', exitCode: 3 }));
    expect(silent.warnings.map(({ id }) => id)).toContain('could-not-look');
    const trusted = await guarded({ files: plesk, programs: { ...client, 'usr/sbin/plesk': 'echo "203.0.113.7  office"' } });
    expect(ids(trusted.refusals)).toEqual(['allow-list']);
    expect((await guarded({ files: plesk, programs: { 'usr/sbin/plesk': 'exit 3' } })).problems).toEqual([]);
  });
});
