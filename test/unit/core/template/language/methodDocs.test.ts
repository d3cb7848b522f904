import assert from 'node:assert/strict';
import { METHOD_DOCS } from '../../../../../src/core/template/language/methodDocs.js';
import { methodOf } from '../../../../../src/core/template/values/methods/methodTable.js';
import { Dict, type Value } from '../../../../../src/core/template/values/pythonValue.js';

describe('METHOD_DOCS', () => {
  const targets: readonly (readonly [keyof typeof METHOD_DOCS, Value])[] = [
    ['text', ''],
    ['list', []],
    ['dict', new Dict()],
  ];
  for (const [kind, target] of targets) {
    it(`names methods that a ${kind} has`, () => {
      const missing = [...METHOD_DOCS[kind].keys()].filter(
        (name) => methodOf(target, name) === undefined,
      );
      assert.deepEqual(missing, []);
    });
  }
});
