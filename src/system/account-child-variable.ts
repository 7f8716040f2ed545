/**
 * The environment variable that makes this program do one piece of work as an account, asked for on standard input as JSON.
 * No argument does it: a CGI's arguments and input may both come from whoever sent the request; a variable of this name cannot.
 */
export const accountChildVariable = 'ACTIVE_CONNECTIONS_AS_ACCOUNT';
