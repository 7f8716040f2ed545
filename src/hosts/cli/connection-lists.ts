/** The lists of `connections`, as its option names them. */
export const connectionLists = ['address', 'subnet', 'port', 'state'] as const;
export type ConnectionList = 'everything' | (typeof connectionLists)[number];
