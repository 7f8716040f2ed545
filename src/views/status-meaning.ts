import type { Tone } from './ranking.ts';

/** The usual words for HTTP status codes (RFC 9110), and the ones that web servers made up for their logs. */
const reasonByStatus: Readonly<Record<string, string>> = {
  '-': 'no answer logged',
  '101': 'Switching Protocols',
  '200': 'OK',
  '201': 'Created',
  '204': 'No Content',
  '206': 'Partial Content',
  '301': 'Moved Permanently',
  '302': 'Found',
  '303': 'See Other',
  '304': 'Not Modified',
  '307': 'Temporary Redirect',
  '308': 'Permanent Redirect',
  '400': 'Bad Request',
  '401': 'Unauthorized',
  '403': 'Forbidden',
  '404': 'Not Found',
  '405': 'Method Not Allowed',
  '406': 'Not Acceptable',
  '408': 'Request Timeout',
  '410': 'Gone',
  '413': 'Content Too Large',
  '414': 'URI Too Long',
  '415': 'Unsupported Media Type',
  '416': 'Range Not Satisfiable',
  '418': 'refused by a rule',
  '421': 'Misdirected Request',
  '429': 'Too Many Requests',
  '431': 'Header Fields Too Large',
  '444': 'closed without an answer (nginx)',
  '494': 'header too large (nginx)',
  '499': 'caller left before the answer (nginx)',
  '500': 'Internal Server Error',
  '501': 'Not Implemented',
  '502': 'Bad Gateway',
  '503': 'Service Unavailable',
  '504': 'Gateway Timeout',
  '508': 'Resource Limit Is Reached',
};

export const statusReason = (status: string): string | null => reasonByStatus[status] ?? null;

/** Quiet for what is well, warn for what the caller did wrong, danger for what the server could not do. */
export function statusTone(status: string): Tone {
  switch (status[0]) {
    case '2':
      return 'good';
    case '4':
      return 'warn';
    case '5':
      return 'danger';
    default:
      return 'quiet';
  }
}
