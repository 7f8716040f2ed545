import { overlaps } from '../../model/ip-range.ts';
import { isSingle } from '../../model/block-target.ts';
import { type Check, type SignsOfSharing, type SuccessfulLogin, warn } from './guard-facts.ts';
import { named } from './names.ts';

const recentSeconds = 7 * 86_400;

/** Fewer programs than this are one household; a person's page also loads its images. */
const sharedBy: SignsOfSharing = { distinctAgents: 5, logins: 1, assets: 20 };

/** People behind the address who did nothing wrong. */
export const people: Check = ({ target }, { recentLogins, loginsInLog, siteLogins, sharing, goodAddresses, nowEpoch }) => {
  const isMet = ({ address, epoch }: SuccessfulLogin): boolean => nowEpoch - epoch < recentSeconds && overlaps(target, address);
  const [logins, ofSites] = [recentLogins.filter(isMet), siteLogins.filter(isMet)];
  const inLog = loginsInLog.filter((login) => isMet(login) && !logins.some(({ address }) => address === login.address));
  const good = goodAddresses.filter((address) => overlaps(target, address));
  return [
    ...(logins.length === 0
      ? []
      : [
          warn(
            'recent-login',
            `Somebody logged in from here in the last days: ${named(logins.map(loginText))}.`,
            'Ask them first, or block for ten minutes.',
          ),
        ]),
    ...(inLog.length === 0
      ? []
      : [
          warn(
            'login-in-log',
            `By the system’s log somebody logged in from here in the last days: ${named(inLog.map(loginText))}. Every user of this server can write such a line.`,
            'Ask them first, or block for ten minutes.',
          ),
        ]),
    ...(ofSites.length === 0
      ? []
      : [
          warn(
            'site-login',
            `Somebody who is logged in to a site works from here: ${named(ofSites.map(loginText))}.`,
            'Ask the site’s owner first, or block for ten minutes.',
          ),
        ]),
    ...(sharing !== null && isShared(sharing)
      ? [
          warn(
            'shared-address',
            `Many people seem to share ${target}: ${sharing.distinctAgents} different browsers, ${sharing.logins} logins, ${sharing.assets} images and styles.`,
            'Block for ten minutes, or only what is attacked by a rule of the site.',
          ),
        ]
      : []),
    ...(isSingle(target) || good.length === 0
      ? []
      : [
          warn(
            'good-addresses-inside',
            `${target} holds ${good.length} ${good.length === 1 ? 'address' : 'addresses'} that did nothing wrong: ${named(good)}.`,
            'Block the bad addresses one by one.',
          ),
        ]),
  ];
};

const loginText = ({ what, address }: SuccessfulLogin): string => `${what} from ${address}`;

const isShared = ({ distinctAgents, logins, assets }: SignsOfSharing): boolean =>
  distinctAgents >= sharedBy.distinctAgents && logins >= sharedBy.logins && assets >= sharedBy.assets;
