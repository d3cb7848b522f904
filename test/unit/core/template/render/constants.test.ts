import assert from 'node:assert/strict';
import { renderTemplate } from '../../../../../src/core/template/renderTemplate.js';

const ROW = '{"x": [1]}';

function outcome(template: string): string {
  const rendered = renderTemplate(template, { values: { x: [1] }, source: ROW });
  return rendered.ok ? `prints ${rendered.output}` : rendered.error.kind;
}

/** Python's Jinja2 writes constants into its code as it prints them; these are its answers. */
const CASES: readonly (readonly [template: string, outcome: string])[] = [
  ['{{ 1e999 }}', 'prints inf'],
  ['{{ -1e999 }}', 'prints -inf'],
  ["{{ 'nan'|float }}", 'prints nan'],
  ['{{ 1e999 * 2 }}{{ [1e999] }}', 'prints inf[inf]'],
  ["{% set y = 'inf'|float %}", 'runtime'],
  ['{% set y = [1e999] %}', 'runtime'],
  ["{{ 'nan'|float ~ x }}", 'runtime'],
  ["{{ '{}'.format('nan'|float) }}", 'runtime'],
  ['{{ x|default(1e999) }}', 'runtime'],
  ["{% if false %}{% set y = 'inf'|float %}{% endif %}", 'prints '],
  ['{{ x[:, 2] }}', 'syntax'],
  ['{% if false %}{{ x[0:1, 2] }}{% endif %}', 'syntax'],
  ['{% set y = [1][:, 2] %}', 'syntax'],
  ['{{ [1][:, 2] }}', 'prints '],
  ['{{ {}[:] }}', 'prints '],
  ["{{ {'k': ()[():]} }}", "prints {'k': Undefined}"],
  ['{% set y = {}[:] %}', 'runtime'],
];

describe('regression: constants as Jinja2 keeps them', () => {
  for (const [template, expected] of CASES) {
    it(`${template}: ${expected}`, () => assert.equal(outcome(template), expected));
  }
});
