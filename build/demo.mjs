// @ts-check
/**
 * `npm run demo` (`-- --panel plesk`): a stand-in of a panel's server under attack, on this machine, for anybody who has no such
 * panel. Prints links for each role; Enter prints new ones, Ctrl-C ends it and leaves nothing behind.
 */
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { panel: { type: 'string', default: 'whm' } } });
const start = { whm: startWhm, plesk: startPlesk }[values.panel];
if (start === undefined) {
  console.error(`There is no demo for the panel ${JSON.stringify(values.panel)}; there is one for whm and one for plesk.`);
  process.exit(2);
}
if (process.getuid?.() !== 0 || process.platform !== 'linux') {
  console.error('The demo makes networks of its own, so that a block there is none on this machine. That takes root on Linux.');
  process.exit(1);
}

const stopped = new Promise((resolve) => {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.once(signal, () => resolve(undefined));
});
const { story, links, close } = await start();
const printLinks = () => console.log(`${links().join('\n')}\n`);
console.log(`${story}\n`);
printLinks();
console.log('Enter: the links once more. Ctrl-C: stop.');
const input = createInterface({ input: process.stdin });
input.on('line', printLinks);
await stopped;
input.close();
process.stdin.destroy();
await close();

async function startWhm() {
  const { startServer } = await import('../test/stand-ins/whm/running-server.mjs');
  const { loginLink, close } = await startServer();
  return {
    story: `This is a stand-in of WHM, no WHM: drawn after its documents, with a made-up server and made-up visitors.
One of them, 198.51.100.66, tries passwords at bob.example. See who it is, block it, see it gone, and undo: as bob for his site,
as root for the whole server, and as bob for the whole server too once root allows it in Settings.

Each link opens once, in a browser on this machine, which warns of a certificate that nobody signed:`,
    links: () => [`  as root (the server's owner)   ${loginLink('root')}`, `  as bob (a reseller)            ${loginLink('bob')}`],
    close,
  };
}

async function startPlesk() {
  const { loadTypeScript } = await import('./load-typescript.mjs');
  const panel = fileURLToPath(new URL('../test/stand-ins/plesk/running-panel.ts', import.meta.url));
  const { loginLink, close } = await (await loadTypeScript(panel)).startPanelUnderAttack();
  return {
    story: `This is a stand-in of Plesk's panel, no Plesk: drawn after its documents, with made-up sites and made-up visitors. The
extension in it is the real one. 198.51.100.66 tries passwords at alice.example, 198.51.100.77 at bob.example.

As alice or bob: block it for the own site, see that the site answers it 403 from then on, and undo. As rita, alice's reseller: the
same for alice's site. As admin: everything; a block for the whole server is a ban in a real Fail2Ban of its own where this machine
has one, and goes to the firewall of a network that has nobody in it.

Links for a browser on this machine:`,
    links: () => [
      `  as admin               ${loginLink('admin')}`,
      `  as rita (a reseller)   ${loginLink('rita')}`,
      `  as alice (a customer)  ${loginLink('alice')}`,
      `  as bob (a customer)    ${loginLink('bob')}`,
    ],
    close,
  };
}
