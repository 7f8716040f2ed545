import { type Limits, shownLimit } from '../limits.ts';
import { rules } from '../rules/all-rules.ts';
import type { Rule, Sighting, Weighed, Witnessed } from '../rules/rule.ts';
import type { Subject } from '../rules/subject.ts';

/** Everything the rules see of one address, strongest first. */
export const witness = (subject: Subject, limits: Limits): Witnessed => ({
  subject,
  weighed: rules
    .flatMap((rule) => {
      const sighting = rule.look(subject, limits);
      return sighting === null ? [] : [weigh(rule, sighting, limits)];
    })
    .sort(byStrength),
});

const weigh = (rule: Rule, sighting: Sighting, limits: Limits): Weighed => ({
  family: rule.family,
  weight: sighting.weight ?? rule.weight,
  evidence: {
    rule: rule.id,
    title: rule.title,
    meaning: rule.meaning,
    speaks: sighting.speaks,
    confidence: sighting.confidence,
    text: sighting.text,
    figures: sighting.figures,
    limit: shownLimit(sighting.limit, limits),
    forgeable: sighting.forgeable ?? rule.forgeable,
  },
});

const confidences = ['high', 'medium', 'low'] as const;
const sides = ['against', 'for', 'neither'] as const;
const weights = ['deed', 'name', 'volume', 'identity', 'person'] as const;

/** What is against it first, for a reader looks for reasons; rules keep their order among equals (`all-rules.ts`). */
const byStrength = (a: Weighed, b: Weighed): number =>
  sides.indexOf(a.evidence.speaks) - sides.indexOf(b.evidence.speaks) ||
  confidences.indexOf(a.evidence.confidence) - confidences.indexOf(b.evidence.confidence) ||
  weights.indexOf(a.weight) - weights.indexOf(b.weight);
