import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ok } from '../../../src/model/result.ts';
import type { WhmTransport } from '../../../src/panels/cpanel/whm-api.ts';
import type { WhmPrograms } from '../../../src/panels/cpanel/whm-local.ts';
import { answerApi2, answerWhm } from './whm-answers.mjs';
import { changeState, freshState, readState, type WhmState } from './whm-state.mjs';

export interface InstalledWhm {
  readonly folder: string;
  readonly programs: WhmPrograms;
  readonly statePath: string;
  /** The same answers without a program in between, for tests that ask a lot. */
  readonly direct: WhmTransport;
  state(): WhmState;
  change(how: (state: WhmState) => void): void;
  remove(): void;
}

/** Puts `whmapi1` and `cpapi2` into a new folder, with a state of their own beside them. */
export function installWhm(): InstalledWhm {
  const folder = mkdtempSync(join(tmpdir(), 'active-connections-whm-'));
  const statePath = join(folder, 'state.json');
  writeFileSync(statePath, JSON.stringify(freshState()));
  const programs = { whmapi1: program(folder, 'whmapi1', 'runWhmapi1'), cpapi2: program(folder, 'cpapi2', 'runCpapi2') };
  return {
    folder,
    programs,
    statePath,
    direct: {
      send: ({ name, parameters }) => Promise.resolve(ok(answerWhm(statePath, name, Object.entries(parameters), 'root'))),
      sendApi2: ({ account, module, name }) => Promise.resolve(ok(answerApi2(statePath, account, module, name))),
    },
    state: () => readState(statePath),
    change: (how) => {
      changeState(statePath, how);
    },
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function program(folder: string, name: string, body: string): string {
  const path = join(folder, name);
  const module = fileURLToPath(new URL('programs.mjs', import.meta.url));
  const text = [
    `#!${process.execPath}`,
    `import(${JSON.stringify(module)}).then((programs) => programs.${body}(${JSON.stringify(join(folder, 'state.json'))}, process.argv.slice(2)));`,
  ];
  writeFileSync(path, `${text.join('\n')}\n`);
  chmodSync(path, 0o755);
  return path;
}
