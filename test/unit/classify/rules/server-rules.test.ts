import { describe, expect, it } from 'vitest';
import { serverRules } from '../../../../src/classify/rules/server/all-server-rules.ts';
import type { Finding } from '../../../../src/model/verdict-report.ts';
import { attacker, behaviour, behaviours, connections, judged, peer, person, type SceneParts } from '../scenes.ts';
import { serverSamples } from './server-samples.ts';

const findingOf = (rule: string, scene: SceneParts): Finding | undefined => judged(scene).findings.find((one) => one.rule === rule);

describe.each(serverRules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const sample = serverSamples[id];

  it('speaks of its sample, in whole sentences, with figures and what to do', () => {
    const finding = findingOf(id, sample?.speaks ?? {});
    expect(finding?.text).toMatch(/^[A-Za-z0-9].*\.$/);
    expect(finding?.text).not.toMatch(/undefined|NaN|null| {2}|\b1 (?:requests|tries|connections|addresses|times)\b/);
    expect(finding?.advice).toMatch(/^[A-Z].*\.$/);
    expect(Object.keys(finding?.figures ?? {}).length).toBeGreaterThan(0);
    expect(finding?.title).toBe(rule.title);
    expect(finding?.meaning).toMatch(/^[A-Z].*\.$/);
    expect(['high', 'medium', 'low']).toContain(finding?.confidence);
    expect(finding?.forgeable).toBe(rule.forgeable);
    if (rule.limit !== null) expect(finding?.limit?.origin).toMatch(/\S/);
  });

  it('says nothing of its look-alike', () => {
    expect(findingOf(id, sample?.lookAlike ?? {})).toBeUndefined();
  });
});

it('every rule about the server has a sample, and an own name', () => {
  expect(Object.keys(serverSamples).sort()).toEqual(serverRules.map(({ id }) => id).sort());
});

describe('connections held open, while no log says anything yet', () => {
  const scene = (others: Parameters<typeof peer>[1], own: Parameters<typeof peer>[1]): SceneParts => ({
    connections: connections([
      peer(attacker, own),
      ...Array.from({ length: 20 }, (_, at) => peer(`198.51.100.${String(at)}`, { inbound: 2, ...others })),
    ]),
  });

  it('are seen by the bytes that wait in them', () => {
    const report = judged(scene({}, { inbound: 180, receiveQueued: 170 }));
    expect([report.cause.id, report.addresses[0]?.address, report.addresses[0]?.verdict]).toEqual(['slowloris', attacker, 'suspicious']);
    expect(report.addresses[0]?.evidence[0]?.text).toBe(
      '180 web connections held open, 170 of them with a part of a request that waits for the rest.',
    );
  });

  it('are the server itself where bytes wait for everybody, and nobody where too few others are there to compare with', () => {
    const hung = judged(scene({ receiveQueued: 2 }, { inbound: 60, receiveQueued: 60 }));
    expect(hung.findings).toEqual([]);
    expect(judged({ connections: connections([peer(attacker, { inbound: 60, receiveQueued: 60 })]) }).findings).toEqual([]);
  });

  it('are an office whose requests are answered', () => {
    const busy = judged({
      ...scene({}, { inbound: 30, receiveQueued: 20 }),
      behaviours: behaviours([behaviour(attacker, { ...person, requests: 400 })]),
    });
    expect(busy.findings).toEqual([]);
  });
});

it('what may have been a forgotten password is told as less sure than a break-in', () => {
  const letIn = (failuresBefore: number): Finding | undefined =>
    findingOf('login-succeeded', {
      behaviours: behaviours([
        behaviour(attacker, { loginsAfterFailures: [{ epoch: 1_795_330_000, site: 'alice.example', failuresBefore }] }),
      ]),
    });
  expect([letIn(60)?.confidence, letIn(4)?.confidence]).toEqual(['high', 'medium']);
  expect(letIn(60)?.limit).toEqual({ count: 5, seconds: null, origin: 'people need 1 to 5 tries and load images and styles' });
});
