// @ts-check
/**
 * `npm run demo`: a stand-in of a panel's server under attack, on this machine, for anybody who has no such panel. Prints links
 * for each role; Enter prints new ones, Ctrl-C ends it and leaves nothing behind.
 */
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { startServer } from '../test/stand-ins/whm/running-server.mjs';

const { values } = parseArgs({ options: { panel: { type: 'string', default: 'whm' } } });
if (values.panel !== 'whm') {
  console.error(`There is no demo for the panel ${JSON.stringify(values.panel)}; there is one for whm.`);
  process.exit(2);
}
if (process.getuid?.() !== 0 || process.platform !== 'linux') {
  console.error('The demo makes networks of its own, so that a block there is none on this machine. That takes root on Linux.');
  process.exit(1);
}

const stopped = new Promise((resolve) => {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.once(signal, () => resolve(undefined));
});
const server = await startServer();
const printLinks = () => {
  console.log(`  as root (the server's owner)   ${server.loginLink('root')}`);
  console.log(`  as bob (a reseller)            ${server.loginLink('bob')}\n`);
};
console.log(`This is a stand-in of WHM, no WHM: drawn after its documents, with a made-up server and made-up visitors.
One of them, 198.51.100.66, tries passwords at bob.example. See who it is, block it, see it gone, and undo.

Each link opens once, in a browser on this machine:
`);
printLinks();
console.log('Enter: new links. Ctrl-C: stop.');
const input = createInterface({ input: process.stdin });
input.on('line', printLinks);
await stopped;
input.close();
process.stdin.destroy();
await server.close();
