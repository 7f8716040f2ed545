/** Why a request is not answered. */
export type Refusal =
  | 'no-session'
  | 'api-token'
  | 'team-user'
  | 'not-allowed'
  | 'method'
  | 'foreign-form'
  | 'form-type'
  | 'form-size'
  | 'form-broken'
  | 'fault';

/** Status, title and sentence of each; none says what else there would be. */
export const refusals: Readonly<Record<Refusal, { readonly status: number; readonly title: string; readonly text: string }>> = {
  'no-session': {
    status: 403,
    title: 'Open this page from WHM',
    text: 'This request carried no valid WHM login session. Log in to WHM and choose Active Connections under Plugins.',
  },
  'api-token': {
    status: 403,
    title: 'Only for people who are logged in',
    text: 'This page is not answered for API tokens. On the server itself, the command active-connections gives the same answers, with --json too.',
  },
  'team-user': {
    status: 403,
    title: 'Not for team users',
    text: 'You are logged in as a member of a team, and what its members may see here is not known. Log in as the account itself.',
  },
  'not-allowed': {
    status: 403,
    title: 'Active Connections is not open to you',
    text: 'Ask the owner of the server to tick Active Connections for you in Edit Reseller Nameservers and Privileges.',
  },
  method: { status: 405, title: 'That is not possible here', text: 'Pages are asked for with GET; forms are sent with POST.' },
  'foreign-form': {
    status: 403,
    title: 'This form came from somewhere else',
    text: 'It was not sent from a page of this WHM, so nothing was done. Open Active Connections anew and try again.',
  },
  'form-type': { status: 415, title: 'That is no form of ours', text: 'Nothing was done.' },
  'form-size': { status: 413, title: 'That form is too large', text: 'Nothing was done.' },
  'form-broken': {
    status: 400,
    title: 'The form did not arrive whole',
    text: 'Nothing was done. Open Active Connections anew and try again.',
  },
  fault: {
    status: 500,
    title: 'That went wrong',
    text: 'This page could not be made because of a fault in this program. A line about it is in /usr/local/cpanel/logs/error_log.',
  },
};
