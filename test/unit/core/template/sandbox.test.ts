import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../src/core/json.js';
import { renderTemplate, templateColumns } from '../../../../src/core/template/renderTemplate.js';
import { proven } from '../../../security/proofs.js';
import { hostState } from './hostState.js';
import { DATA, FAILING, NOTHING, REFUSED } from './sandboxEscapes.js';

const ROW = '{"user": {"name": "Ada"}, "items": [1, 2], "text": "abc", "count": 3}';

function outcome(template: string, row = ROW): string {
  const rendered = renderTemplate(template, { values: JSON.parse(row) as JsonObject, source: row });
  return rendered.ok ? `prints ${rendered.output}` : rendered.error.kind;
}

const HOSTILE = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  '__defineGetter__',
  'then',
];

describe('a template reaches nothing of the host', () => {
  let state: unknown;
  let tried = 0;
  before(() => {
    state = hostState();
  });
  afterEach(function () {
    assert.deepEqual(hostState(), state);
    if (this.currentTest?.state === 'passed') tried += 1;
  });

  for (const template of NOTHING) {
    it(`prints nothing: ${template}`, () => assert.equal(outcome(template), 'prints '));
  }
  for (const template of FAILING) {
    it(`fails: ${template}`, () => assert.equal(outcome(template), 'runtime'));
  }
  for (const template of REFUSED) {
    it(`is refused: ${template}`, () => assert.equal(outcome(template), 'syntax'));
  }
  for (const [template, output] of DATA) {
    it(`is plain data: ${template}`, () => assert.equal(outcome(template), `prints ${output}`));
  }

  for (const name of HOSTILE) {
    it(`a column may be called ${name}`, () => {
      const row = `{"id": 1, "${name}": {"${name}": "inner"}}`;
      assert.equal(
        outcome(`{{ ${name}.${name} }}{{ ${name}['${name}'] }}`, row),
        'prints innerinner',
      );
      assert.equal(outcome(`{{ ${name} }}`, row), `prints {'${name}': 'inner'}`);
      assert.deepEqual(templateColumns(`{{ ${name} }}`), [name]);
    });
    it(`without a column ${name} there is nothing by that name`, () => {
      assert.equal(
        outcome(`{{ ${name} }}{{ ${name} is defined }}{{ user.${name} is defined }}`),
        'prints FalseFalse',
      );
    });
  }

  it('a row without its source text is data too', () => {
    const values = JSON.parse('{"__proto__": {"polluted": 1}, "constructor": "c"}') as JsonObject;
    assert.deepEqual(
      renderTemplate('{{ polluted }}{{ __proto__ }}{{ constructor }}{{ toString }}', { values }),
      {
        ok: true,
        output: "{'polluted': 1}c",
      },
    );
  });

  it('whatever is tried', () => {
    const escapes = [...NOTHING, ...FAILING, ...REFUSED, ...DATA].length;
    assert.equal(tried, escapes + 2 * HOSTILE.length + 1);
    proven({
      area: 'Templates',
      claim:
        'Known escapes from the sandboxes of Jinja2, nunjucks and JavaScript reach nothing of the host and change none of its prototypes',
      test: 'test/unit/core/template/sandbox.test.ts',
      figure: `${escapes} escapes, ${HOSTILE.length} names of the host as columns`,
    });
  });
});
