import { describe, expect, it } from 'vitest';
import { noIdentity } from '../../../src/model/identity.ts';
import { identityText, shortIdentityText } from '../../../src/views/identity-text.ts';

describe('who an address is, in words', () => {
  it('is what it says, and how far that is proved', () => {
    const claim = { ...noIdentity, claim: 'Googlebot', kind: 'search' as const };
    expect(identityText({ ...claim, status: 'checking' })).toBe('Says it is Googlebot (search engine), checking');
    expect(identityText({ ...claim, status: 'unverified' })).toBe('Says it is Googlebot (search engine), not verified');
    expect(identityText({ ...claim, status: 'fake' })).toBe('Says it is Googlebot, but is not: DNS denies it');
    expect(identityText(noIdentity)).toBeNull();
  });

  it('is no claim where somebody merely has an address of a service', () => {
    const inRange = { ...noIdentity, status: 'unverified', kind: 'search', service: 'Googlebot', by: 'range' } as const;
    expect(identityText(inRange)).toBe('An address of Googlebot (search engine), but does not call itself so');
  });

  it('shows no text that could deceive', () => {
    const text = identityText({ ...noIdentity, claim: 'a\u202eb\u001b[31m', status: 'unverified', kind: 'search' });
    expect(text).toBe('Says it is a\\u{202e}b\\x1b[31m (search engine), not verified');
  });

  it('has a short form for lists, which claims no more', () => {
    const claim = { ...noIdentity, claim: 'Googlebot', kind: 'search' as const };
    expect(shortIdentityText({ ...claim, status: 'verified', service: 'Googlebot' })).toBe('Googlebot (search engine)');
    expect(shortIdentityText({ ...claim, status: 'checking' })).toBe('says it is Googlebot');
    expect(shortIdentityText({ ...claim, status: 'unverified' })).toBe('says it is Googlebot');
    expect(shortIdentityText({ ...claim, status: 'fake' })).toBe('not the Googlebot it says it is');
    expect(shortIdentityText({ ...noIdentity, status: 'unverified', service: 'Googlebot' })).toBe('an address of Googlebot');
    expect(shortIdentityText(noIdentity)).toBeNull();
  });
});
