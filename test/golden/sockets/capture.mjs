// @ts-check
/**
 * Captures the socket tables in this folder: `node test/golden/sockets/capture.mjs [kind …]`, as root; see README.md.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { onStage } from './capture-stage.mjs';
import { scenarios } from './scenarios.mjs';

/** @type {Record<string, [program: string, ...words: string[]]>} */
const captures = {
  'proc-tcp.txt': ['cat', '/proc/net/tcp'],
  'proc-tcp6.txt': ['cat', '/proc/net/tcp6'],
  'proc-udp.txt': ['cat', '/proc/net/udp'],
  'proc-udp6.txt': ['cat', '/proc/net/udp6'],
  'ss.txt': ['ss', '-tuna'],
  'ss-details.txt': ['ss', '-tunape'],
  'netstat.txt': ['netstat', '-tunaW'],
  'netstat-details.txt': ['netstat', '-tunaWpe'],
  'netstat-tuna.txt': ['netstat', '-tuna'],
  'netstat-ntu.txt': ['netstat', '-ntu'],
};

const asked = process.argv.slice(2);
for (const kind of asked.length > 0 ? asked : Object.keys(scenarios)) {
  const scenario = scenarios[kind];
  if (scenario === undefined) throw new Error(`no such kind: ${kind}`);
  const folder = fileURLToPath(new URL(`${kind}/`, import.meta.url));
  mkdirSync(folder, { recursive: true });
  await onStage(async (stage) => {
    await scenario.play(stage);
    // The last packets are on their way, and closing is a matter of several.
    await pause(500);
    for (const [file, [program, ...words]] of Object.entries(captures)) {
      writeFileSync(`${folder}${file}`, stage.print(program, ...words));
    }
  });
  writeFileSync(`${folder}truth.json`, `${JSON.stringify(scenario.truth, null, 2)}\n`);
  process.stdout.write(`${kind}\n`);
}
