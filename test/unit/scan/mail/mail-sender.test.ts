import { describe, expect, it } from 'vitest';
import { mailSender } from '../../../../src/scan/mail/mail-sender.ts';

const exim = (rest: string): string => `2026-11-22 10:00:00 1v0abc-000000001-AbCd ${rest}`;
const postfix = (rest: string): string => `Nov 22 10:00:00 web12 postfix/${rest}`;

describe('who handed over a message', () => {
  it.each([
    ['a script, to Exim', exim('<= alice@web12.example U=alice P=local S=812 T="Hello" for x@remote.example'), { login: 'alice' }],
    [
      'a mailbox, to Exim',
      exim('<= a@alice.example H=(pc) [203.0.113.7]:5000 P=esmtpsa X=TLS1.3 A=dovecot_login:a@alice.example S=9 T="x"'),
      { login: 'a@alice.example' },
    ],
    ['a script, to Postfix', postfix('pickup[77]: 4A1B2C: uid=10001 from=<alice>'), { uid: 10001 }],
    [
      'a mailbox, to Postfix',
      postfix('submission/smtpd[77]: 4A1B2C: client=unknown[203.0.113.7], sasl_method=PLAIN, sasl_username=a@alice.example'),
      { login: 'a@alice.example' },
    ],
  ])('is %s', (_, line, sender) => {
    expect(mailSender(line)).toEqual(sender);
  });

  it.each([
    ['brought by a stranger', exim('<= x@remote.example H=mx.remote.example [203.0.113.7] P=esmtps S=812 id=1@remote.example')],
    ['of a stranger whose machine says it is root', exim('<= x@remote.example H=mx.remote.example [203.0.113.7] U=root P=esmtp S=8')],
    ['with a sender made to look like fields', exim('<= "a U=root P=local"@remote.example H=mx [203.0.113.7] P=esmtp S=8')],
    ['with a sender made to look like a login', exim('<= "a A=login:alice b"@remote.example H=mx [203.0.113.7] P=esmtp S=8')],
    ['with an id made to look like fields', exim('<= x@remote.example H=mx [203.0.113.7] P=esmtp S=8 id=1 A=login:alice@remote.example')],
    ['with a subject made to look like fields', exim('<= x@remote.example H=mx [203.0.113.7] P=esmtp S=8 T="a A=x:alice U=a P=local"')],
    ['delivered', exim('=> x@remote.example R=lookuphost T=remote_smtp H=mx.remote.example [203.0.113.7]')],
    ['brought to Postfix by a stranger', postfix('smtpd[77]: 4A1B2C: client=mx.remote.example[203.0.113.7]')],
    ['no line at all', ''],
  ])('is nobody here for mail %s', (_, line) => {
    expect(mailSender(line)).toBeNull();
  });
});
