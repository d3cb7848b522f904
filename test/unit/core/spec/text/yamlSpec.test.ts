import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse } from 'yaml';
import { yamlSpec } from '../../../../../src/core/spec/text/yamlSpec.js';

const comesBack = (text: string): void => {
  const spec = { name: 'A spec', judge: { system_template: text }, labels: [text, 'b'] };
  const written = yamlSpec(spec, { head: [], fields: {} });
  assert.deepEqual(parse(written), spec, written);
};

describe('yamlSpec', () => {
  for (const text of [' \n', '\n ', ' \n ', '\n', ' \n\n', '\t\n', ' \t\n', ' a\n', '\n\n  a\n']) {
    it(`regression: blanks and line ends are kept: ${JSON.stringify(text)}`, () => comesBack(text));
  }

  it('any text of blanks, line ends and letters comes back as it was', () => {
    const unit = fc.constantFrom(' ', '\n', '\t', 'a', '#', ':', '-', '"', '\r');
    fc.assert(fc.property(fc.string({ unit, maxLength: 12 }), comesBack), { numRuns: 3000 });
  });
});
