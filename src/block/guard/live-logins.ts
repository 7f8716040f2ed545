import { overlaps } from '../../model/ip-range.ts';
import { serviceName } from '../../model/service-names.ts';
import { type Check, type LiveLogin, refuse, warn } from './guard-facts.ts';
import { isOrHolds, named } from './names.ts';

/**
 * People who work on this machine now. A session that is logged in refuses; a mere connection to a port where one logs in
 * only warns, because whoever guesses passwords there has one too.
 */
export const liveLogins: Check = ({ target }, facts) => {
  const here = facts.liveLogins.filter(({ address }) => address !== facts.operatorAddress && overlaps(target, address));
  const proved = here.filter((login) => login.proved);
  const others = here.filter((login) => !login.proved && !proved.some(({ address }) => address === login.address));
  return [
    ...(proved.length === 0
      ? []
      : [
          refuse(
            'live-login',
            `${isOrHolds(target, `the place of somebody who is logged in now: ${named(proved.map(loginText))}`)}.`,
            'Ask them first. If it is an intruder, change the password and end the session before you block.',
          ),
        ]),
    ...(others.length === 0
      ? []
      : [
          warn(
            'login-port',
            `${named(others.map(({ address }) => address))} ${others.length === 1 ? 'is' : 'are'} connected to ${named(others.map(portText))} now. It is not known whether anybody is logged in there.`,
            'Go on if nobody of yours works from there.',
          ),
        ]),
  ];
};

const loginText = ({ address, user, way }: LiveLogin): string =>
  `${user === null ? 'somebody' : user} from ${address} by ${way === 'ssh' ? 'SSH' : 'the panel'}`;

const portText = ({ port, way }: LiveLogin): string =>
  port === null ? (way === 'ssh' ? 'SSH' : 'the panel') : `${serviceName(port) ?? (way === 'ssh' ? 'SSH' : 'the panel')} (port ${port})`;
