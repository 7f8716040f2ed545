import { describe, expect, it } from 'vitest';
import { banPrograms } from '../../../../src/panels/plesk/fail2ban.ts';
import { ipBan } from '../../../../src/panels/plesk/ip-ban.ts';
import type { RunProgram } from '../../../../src/system/run-program.ts';
import { orderFor, value } from '../../../system/firewall-story.ts';

const fail2banWith =
  (jail: string): RunProgram =>
  ({ arguments: [does] }) =>
    Promise.resolve({ ok: true, value: Buffer.from(does === 'status' ? `Status\n\`- Jail list: ${jail}\n` : '') });

describe('the plan of a ban by hand', () => {
  it.each([
    ['plesk-one-week-ban', undefined],
    ['recidive', undefined],
    ['plesk-apache', 'web'],
  ])('says what the jail %s stops, so that a firewall does the rest', async (jail, effect) => {
    const claims = { all: () => ({ ok: true, value: [] }) as const, change: () => Promise.resolve({ ok: true, value: null } as const) };
    const ban = ipBan({ programs: banPrograms('/'), run: fail2banWith(jail), claims, nowEpoch: () => 0, sleep: () => Promise.resolve() });
    expect(value(await ban.plan(orderFor('203.0.113.7'))).effect).toBe(effect);
  });
});
