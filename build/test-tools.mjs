// @ts-check
/**
 * The real programs the tests use. On a Debian machine, as root, what is missing is installed; otherwise the tests that
 * need it are skipped and say so. No service is started by it: while packages are installed, `policy-rc.d` says no.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';

/** Debian package → what tells that its tool is there: the beginning of a path (php-fpm carries its version in its name). */
const tools = {
  'apache2-bin': '/usr/sbin/apache2',
  nginx: '/usr/sbin/nginx',
  'php-fpm': '/usr/sbin/php-fpm',
  'php-cli': '/usr/bin/php',
  'php-codesniffer': '/usr/bin/phpcs',
  phpmd: '/usr/bin/phpmd',
  unzip: '/usr/bin/unzip',
  chromium: '/usr/bin/chromium',
  'fonts-dejavu-core': '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf',
  'net-tools': '/bin/netstat',
  iproute2: '/bin/ss',
  gawk: '/usr/bin/gawk',
  shellcheck: '/usr/bin/shellcheck',
  'perl-base': '/usr/bin/perl',
  fail2ban: '/usr/bin/fail2ban-client',
  nftables: '/usr/sbin/nft',
  iptables: '/usr/sbin/iptables-legacy',
  ipset: '/usr/sbin/ipset',
  conntrack: '/usr/sbin/conntrack',
  firewalld: '/usr/sbin/firewalld',
  dbus: '/usr/bin/dbus-daemon',
  crowdsec: '/usr/bin/crowdsec',
};

/** @param {string} beginning */
function isThere(beginning) {
  const folder = dirname(beginning);
  return existsSync(folder) && readdirSync(folder).some((name) => name.startsWith(basename(beginning)));
}

const policy = '/usr/sbin/policy-rc.d';
/** A test machine does not sign on with the central service of CrowdSec: its package leaves that be when this file has text. */
const crowdsecCentral = '/etc/crowdsec/online_api_credentials.yaml';

/** Installs what is missing where that is possible; gives a sentence for each tool that is still missing. */
export function installTestTools() {
  const packages = Object.entries(tools)
    .filter(([, path]) => !isThere(path))
    .map(([name]) => name);
  const isRootOnDebian = process.getuid?.() === 0 && existsSync('/etc/debian_version');
  if (packages.length > 0 && isRootOnDebian) install(packages);
  return Object.entries(tools)
    .filter(([, path]) => !isThere(path))
    .map(
      ([name, path]) =>
        `${path} is missing (Debian package ${name})${isRootOnDebian ? '' : '; run as root on Debian to have it installed'}`,
    );
}

/** @param {string[]} packages */
function install(packages) {
  console.log(`installing test tools: ${packages.join(' ')}`);
  const noServices = !existsSync(policy);
  if (noServices) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  if (packages.includes('crowdsec') && !existsSync(crowdsecCentral)) {
    mkdirSync(dirname(crowdsecCentral), { recursive: true });
    writeFileSync(crowdsecCentral, '# No central service: a test machine.\n', { mode: 0o600 });
  }
  try {
    const options = { env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' }, maxBuffer: 1e8 };
    execFileSync('/usr/bin/apt-get', ['update', '-q'], options);
    execFileSync('/usr/bin/apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], options);
  } catch (error) {
    console.error(`the packages could not be installed: ${error instanceof Error ? error.message.slice(0, 2000) : String(error)}`);
  } finally {
    if (noServices) rmSync(policy, { force: true });
  }
}
