import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../../src/core/json.js';
import { renderTemplate } from '../../../../../src/core/template/renderTemplate.js';

function output(template: string, source: string, isRead = true): string {
  // The text is an object.
  const values = JSON.parse(source) as JsonObject;
  const rendered = renderTemplate(template, isRead ? { values, source } : { values });
  assert.ok(rendered.ok, JSON.stringify(rendered));
  return rendered.output;
}

describe('columns of a row', () => {
  const cases: [string, string, string, string][] = [
    ['a float that is whole', '{{ x }}', '{"x":1.0}', '1.0'],
    ['an integer', '{{ x + 1 }}', '{"x":41}', '42'],
    ['an integer beyond 2^53', '{{ x + 1 }}', '{"x":9007199254740993}', '9007199254740994'],
    ['exponents are floats', '{{ x }}', '{"x":1e3}', '1000.0'],
    ['a minus before zero', '{{ x }}|{{ y }}', '{"x":-0,"y":-0.0}', '0|-0.0'],
    ['keys in their order', '{{ x }}', '{"x":{"b":1,"10":2,"2":3}}', "{'b': 1, '10': 2, '2': 3}"],
    ['deep inside', '{{ x[0].y }}', '{"x":[{"y":2.0}]}', '2.0'],
    ['a repeated key: the last counts', '{{ x }}', '{"x":1,"x":2.0}', '2.0'],
    ['a number inside a text stays a text', '{{ x }}{{ y }}', '{"x":"1.0","y":2}', '1.02'],
    ['constants', '{{ [x, y, z] }}', '{"x":null,"y":true,"z":false}', '[None, True, False]'],
    ['a column named as a global', '{{ range }}', '{"range":"r"}', 'r'],
  ];
  for (const [name, template, source, expected] of cases) {
    it(name, () => assert.equal(output(template, source), expected));
  }

  it('without the text, a whole number is an integer', () => {
    assert.equal(output('{{ x }} {{ y }}', '{"x":1.0,"y":1.5}', false), '1 1.5');
  });

  it('a template that changes a list changes it for itself alone', () => {
    const source = '{"x":[1.0]}';
    // The text is an object.
    const row = { values: JSON.parse(source) as JsonObject, source };
    const template = '{{ x.append(2) }}{{ x }}';
    const expected = { ok: true, output: 'None[1.0, 2]' };
    assert.deepEqual(renderTemplate(template, row), expected);
    assert.deepEqual(renderTemplate(template, row), expected);
    assert.deepEqual(row.values, { x: [1] });
  });
});
