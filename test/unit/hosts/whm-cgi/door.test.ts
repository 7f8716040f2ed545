import { describe, expect, it } from 'vitest';
import { admit } from '../../../../src/hosts/whm-cgi/door.ts';
import { type CgiCall, readCgiCall } from '../../../../src/hosts/whm-cgi/environment.ts';

const page = readCgiCall({
  REQUEST_METHOD: 'GET',
  REQUEST_URI: '/cpsess1234567890/cgi/active_connections/index.cgi?page=overview',
  cp_security_token: '/cpsess1234567890',
  REMOTE_USER: 'bob',
  HTTP_HOST: 'server.example:2087',
});
const form: CgiCall = { ...page, method: 'POST', contentType: 'application/x-www-form-urlencoded; charset=UTF-8', contentLength: '12' };

const reason = (call: CgiCall): string => {
  const admission = admit(call);
  return admission.kind === 'refused' ? admission.reason : admission.kind;
};

describe('admit', () => {
  it('lets pages and plain forms of a login session in', () => {
    expect(reason(page)).toBe('page');
    expect(reason({ ...page, method: 'HEAD' })).toBe('page');
    expect(admit(form)).toEqual({ kind: 'form', formBytes: 12 });
    expect(
      reason({ ...form, origin: 'https://server.example:2087', referer: 'https://server.example:2087/cpsess1/', fetchSite: 'same-origin' }),
    ).toBe('form');
  });

  it.each(['', 'cpsess1234567890', '/cpsess', '/cpsess12a', '/cpsess1234567890/', '/cpsess1234567890\n', ' /cpsess1234567890', '/cpsess9'])(
    'refuses the session %j',
    (securityToken) => {
      expect(reason({ ...page, securityToken })).toBe('no-session');
    },
  );

  it('refuses an address that does not begin with the session', () => {
    for (const uri of ['', '/cgi/active_connections/index.cgi', '/cpsess1234567890', '/cpsess12345678901/cgi/x', '/x/cpsess1234567890/cgi'])
      expect(reason({ ...page, uri })).toBe('no-session');
  });

  it('refuses API tokens and team users', () => {
    expect(reason({ ...page, apiToken: 'backup' })).toBe('api-token');
    expect(reason({ ...page, teamUser: 'eve' })).toBe('team-user');
  });

  it.each(['', 'get', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'CONNECT', 'GET\r\nX: y', 'POST '])(
    'refuses the method %j',
    (method) => {
      expect(reason({ ...form, method })).toBe('method');
    },
  );

  it.each<Partial<CgiCall>>([
    { origin: 'null' },
    { origin: 'https://evil.example' },
    { origin: 'https://server.example.evil.example' },
    { referer: 'https://evil.example/?server.example' },
    { referer: 'server.example' },
    { referer: 'data:text/html,x' },
    { fetchSite: 'cross-site' },
    { fetchSite: 'same-site' },
    { fetchSite: 'none' },
    { host: '', origin: 'not a host' },
    { host: '127.0.0.1:2086', origin: 'null' },
  ])('refuses a form that says %j', (from) => {
    expect(reason({ ...form, ...from })).toBe('foreign-form');
  });

  it('takes another port and a service subdomain for what they are', () => {
    expect(reason({ ...form, origin: 'https://server.example' })).toBe('form');
    expect(reason({ ...form, host: '127.0.0.1:2086', origin: 'https://whm.server.example' })).toBe('form');
  });

  it.each(['multipart/form-data; boundary=x', 'text/plain', 'application/json', '', 'application/x-www-form-urlencodedx'])(
    'refuses a form of the type %j',
    (contentType) => {
      expect(reason({ ...form, contentType })).toBe('form-type');
    },
  );

  it('refuses a form without a length, and one that is too long', () => {
    for (const contentLength of ['', '-1', '1e9', '0x10', ' 12', '9'.repeat(16)])
      expect(reason({ ...form, contentLength })).toBe('form-broken');
    for (const contentLength of ['65537', '999999999999']) expect(reason({ ...form, contentLength })).toBe('form-size');
    expect(reason({ ...form, contentLength: '65536' })).toBe('form');
  });
});
