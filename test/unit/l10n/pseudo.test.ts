import assert from 'node:assert/strict';
import { unmarked } from '../../l10n/pseudo.js';

const cases: readonly [string, string, string][] = [
  ['nothing in brackets', 'Read the rows', 'Read the rows'],
  ['all of it', '⟦Read the rows⟧', '\n'],
  ['brackets in brackets', '⟦Read ⟦all⟧ rows⟧', '\n'],
  ['words around', 'all: ⟦Read⟧ them', 'all: \n them'],
];

describe('what stands outside of the brackets of the language that nobody speaks', () => {
  for (const [name, text, expected] of cases) {
    it(name, () => assert.equal(unmarked(text), expected));
  }
});
