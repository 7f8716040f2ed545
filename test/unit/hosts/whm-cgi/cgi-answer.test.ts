import { describe, expect, it } from 'vitest';
import { cgiAnswer } from '../../../../src/hosts/whm-cgi/cgi-answer.ts';
import { pageHeaders } from '../../../../src/web/headers.ts';

const answered = (method: string, surroundings: { header: string; footer: string }, headers: Record<string, string>): string => {
  let text = '';
  const output = { send: (piece: string) => void (text += piece), gone: new AbortController().signal, fault: () => null };
  const { place } = cgiAnswer(output, surroundings, method);
  place.begin(200, headers);
  place.end();
  return text;
};
const inside = { header: '<body>', footer: '</body>' };

describe('cgiAnswer', () => {
  it('puts WHM’s page around ours', () => {
    expect(answered('GET', inside, { 'Content-Type': 'text/html' })).toMatch(
      /^Status: 200 OK\r\nContent-Type: text\/html\r\n[^<]*\r\n\r\n<body><\/body>$/,
    );
  });

  it.each([
    ['HEAD', {}],
    ['POST', { Location: '?page=blocks' }],
  ])('has no body for %s %j', (method, headers) => {
    expect(answered(method, inside, headers)).toMatch(/\r\n\r\n$/);
  });

  it('keeps our policies to documents of our own', () => {
    expect(answered('GET', { header: '', footer: '' }, pageHeaders)).toContain("default-src 'none'");
    const within = answered('GET', inside, pageHeaders);
    expect(within).not.toContain('default-src');
    expect(within).not.toContain('Opener-Policy');
    expect(within).toContain("frame-ancestors 'self'");
    expect(within).toContain('Referrer-Policy: same-origin');
  });

  it.each([
    ['Location', '?a\r\nSet-Cookie: x=1'],
    ['Location', '?a\nb'],
    ['X\r\nY', 'a'],
    ['Location', '?ä'],
  ])('throws rather than let a header become two: %j %j', (name, value) => {
    expect(() => answered('GET', inside, { [name]: value })).toThrow('does not fit on a line');
  });
});
