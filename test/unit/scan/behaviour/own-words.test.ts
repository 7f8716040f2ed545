import { expect, it } from 'vitest';
import { thinPayloads } from '../../../../src/model/behaviour.ts';
import { ownWords } from '../../../../src/scan/behaviour/own-words.ts';

it('name the attacks that rules take for thin', () => {
  expect(ownWords).toEqual(expect.arrayContaining([...thinPayloads]));
});
