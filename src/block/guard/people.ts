import { overlaps } from '../../model/ip-range.ts';
import { isSingle } from '../../model/block-target.ts';
import { type Check, type SignsOfSharing, warn } from './guard-facts.ts';
import { named } from './names.ts';

const recentSeconds = 7 * 86_400;

/** Fewer programs than this are one household; a person's page also loads its images. */
const sharedBy: SignsOfSharing = { distinctAgents: 5, logins: 1, assets: 20 };

/** People behind the address who did nothing wrong. */
export const people: Check = ({ target }, { recentLogins, sharing, goodAddresses, nowEpoch }) => {
  const logins = recentLogins.filter(({ address, epoch }) => nowEpoch - epoch < recentSeconds && overlaps(target, address));
  const good = goodAddresses.filter((address) => overlaps(target, address));
  return [
    ...(logins.length === 0
      ? []
      : [
          warn(
            'recent-login',
            `Somebody logged in from here in the last days: ${named(logins.map(({ what, address }) => `${what} from ${address}`))}.`,
            'Ask them first, or block for ten minutes.',
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

const isShared = ({ distinctAgents, logins, assets }: SignsOfSharing): boolean =>
  distinctAgents >= sharedBy.distinctAgents && logins >= sharedBy.logins && assets >= sharedBy.assets;
