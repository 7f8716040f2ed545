import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../../../build/pack-folder.mjs';

const program = 'usr/local/psa/admin/sbin/modules/active-connections/active-connections';

/** What a page of the backend looks like to PHP. */
export const page = {
  schema: 1,
  version,
  status: 200,
  location: null,
  title: 'Overview',
  body: '<div class="active-connections"><form method="post"><input type="hidden" name="token" value="ours"></form></div>',
  changedSites: [],
  task: null,
};

/** Puts a program in the backend's place that keeps what it is asked and prints these bytes. */
export function answerWith(root: string, answer: object | string | Buffer, { code = 0, complaint = '' } = {}): void {
  const bytes = typeof answer === 'string' || Buffer.isBuffer(answer) ? answer : JSON.stringify(answer);
  writeFileSync(join(root, 'answer'), bytes);
  writeFileSync(join(root, 'complaint'), complaint);
  rmSync(join(root, 'asked'), { force: true });
  const text = `#!/bin/sh\nprintf '%s\\n' "$@" > ${root}/words\ncat > ${root}/asked\ncat ${root}/complaint >&2\ncat ${root}/answer\nexit ${code}\n`;
  writeFileSync(join(root, program), text, { mode: 0o755 });
}

export interface Asked {
  readonly ask: string;
  readonly operator: {
    readonly id: number;
    readonly role: string;
    readonly name: string;
    readonly session: string;
    readonly actsFor: string | null;
  };
  readonly domains: readonly { readonly id: number; readonly name: string; readonly mayBlock: boolean }[] | null;
  readonly site: number | null;
  readonly mayBlock: boolean;
  readonly method: string;
  readonly query: string;
  readonly form: string;
  readonly key?: string;
  readonly ownAddresses: readonly string[];
  readonly base: { readonly page: string; readonly assets: string };
}

/** What the backend was asked last; null when it was not asked at all. */
export function asked(root: string): Asked | null {
  try {
    return JSON.parse(readFileSync(join(root, 'asked'), 'utf8')) as Asked;
  } catch {
    return null;
  }
}
