import { counted } from '../words.ts';
import type { Rule } from './rule.ts';
import { isProxy, isVerified, type Subject } from './subject.ts';

/** Kinds that prove nothing about the visitor: others stand behind a proxy; mail says nothing of the web; scanners scan. */
export const speaksForItself = (subject: Subject): boolean =>
  isVerified(subject) && !isProxy(subject) && !isVerified(subject, 'mail', 'scanner');

const provedBy = { range: 'its published addresses', 'reverse-dns': 'its reverse name, which leads back to it' } as const;

export const verifiedService: Rule = {
  id: 'verified-service',
  title: 'A known service',
  meaning: 'The address is proved to belong to a known service; what it merely calls itself does not count.',
  family: 'who',
  weight: 'identity',
  forgeable: false,
  look: (subject) => {
    const { service, by, status } = subject.identity;
    if (status !== 'verified' || isProxy(subject)) return null;
    return {
      speaks: speaksForItself(subject) ? 'for' : 'neither',
      confidence: 'high',
      text: `${service ?? 'A known service'}, proved by ${by === null ? 'its addresses' : provedBy[by]}.`,
      figures: {},
      limit: null,
    };
  },
};

export const proxyInFront: Rule = {
  id: 'proxy-in-front',
  title: 'A proxy with others behind it',
  meaning: 'The address belongs to a network that passes on other people’s visits: what it did, others did.',
  family: 'who',
  weight: 'identity',
  forgeable: false,
  look: (subject) => {
    if (!isProxy(subject)) return null;
    const service = subject.identity.ranges.find(({ kind }) => kind === 'cdn')?.service ?? subject.identity.service;
    return {
      speaks: 'neither',
      confidence: 'high',
      text: `Part of ${service ?? 'a content network'}: many visitors come through this address.`,
      figures: {},
      limit: null,
    };
  },
};

export const ownServer: Rule = {
  id: 'own-server',
  title: 'This server itself',
  meaning: 'The server asks itself, as WordPress does for its planned tasks.',
  family: 'who',
  weight: 'identity',
  forgeable: false,
  look: ({ own }) => (own ? { speaks: 'for', confidence: 'high', text: 'This server itself.', figures: {}, limit: null } : null),
};

/** A referrer can be written by anybody, so this never outweighs a deed. */
export const worksInAdmin: Rule = {
  id: 'works-in-admin',
  title: 'Works in the admin area',
  meaning: 'A logged-in person works in the admin area of a site.',
  family: 'who',
  weight: 'person',
  forgeable: true,
  look: ({ behaviour }) => {
    if (behaviour === null || !behaviour.worksInAdmin || behaviour.assets === 0) return null;
    return {
      speaks: 'for',
      confidence: 'medium',
      text: `Uses pages that only a logged-in user gets, and loads images and styles (${counted(behaviour.assets, 'request')}).`,
      figures: { assets: behaviour.assets, pages: behaviour.pagesServed, loginsAtOnce: behaviour.loginsAtOnce },
      limit: null,
    };
  },
};

const fewestAssets = 10;
const fewestPages = 3;

export const ordinaryVisitor: Rule = {
  id: 'ordinary-visitor',
  title: 'An ordinary visitor',
  meaning: 'Pages are loaded with their images and styles, as a browser does.',
  family: 'who',
  weight: 'person',
  forgeable: true,
  look: ({ behaviour }) => {
    if (behaviour === null || behaviour.assets < fewestAssets || behaviour.pagesServed < fewestPages) return null;
    return {
      speaks: 'for',
      confidence: 'low',
      text: `${counted(behaviour.pagesServed, 'page')} loaded, with ${counted(behaviour.assets, 'image, style or script', 'images, styles and scripts')}.`,
      figures: { pages: behaviour.pagesServed, assets: behaviour.assets },
      limit: null,
    };
  },
};
