import { otherSigns } from './other-signs.ts';
import type { Rule } from './rule.ts';

/** Only where DNS answered and denies. Silence of DNS, or a crawler that can only be told by its list, is never a lie. */
export const fakeCrawler: Rule = {
  id: 'fake-crawler',
  title: 'Not the crawler it claims to be',
  meaning: 'The visitor uses the name of a known service, and the service’s own names say it is not.',
  family: 'agent',
  weight: 'name',
  forgeable: false,
  look: (subject, limits) => {
    const { status, claim } = subject.identity;
    if (status !== 'fake') return null;
    const signs = otherSigns(subject);
    return {
      speaks: 'against',
      confidence: signs >= limits.signsWithName.count ? 'medium' : 'low',
      text: `Calls itself ${claim ?? 'a known service'}, but DNS says that this address is not.`,
      figures: { otherSigns: signs },
      limit: 'signsWithName',
    };
  },
};
