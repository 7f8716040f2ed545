import type { Family, Witnessed } from '../rule.ts';
import { speaksForItself } from '../speaks-for.ts';
import { isProxy, isVerified } from '../subject.ts';

/** Families of deeds that are an attack on a site. */
const attacking: readonly Family[] = ['login', 'scan', 'exploit', 'flood', 'spam'];

/** Strangers that did something no person does by accident, at least suspicious; no proxies, no known services, not ourselves. */
export const attackers = (witnessed: readonly Witnessed[], families: readonly Family[] = attacking): readonly Witnessed[] =>
  witnessed.filter(({ subject, weighed }) => !excused(subject) && weighed.some((one) => isDeed(one) && families.includes(one.family)));

const isDeed = ({ evidence, weight }: Witnessed['weighed'][number]): boolean =>
  weight === 'deed' && evidence.speaks === 'against' && evidence.confidence !== 'low' && !evidence.forgeable;

const excused = (subject: Witnessed['subject']): boolean =>
  subject.own || subject.private || isProxy(subject) || speaksForItself(subject) || isVerified(subject, 'scanner');

export const addressesOf = (witnessed: readonly Witnessed[]): readonly string[] => witnessed.map(({ subject }) => subject.address).sort();
