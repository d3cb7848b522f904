import assert from 'node:assert/strict';
import {
  definitionAt,
  referencesAt,
  renameSpans,
} from '../../../../../src/core/template/language/templateNames.js';
import { parseTemplate } from '../../../../../src/core/template/syntax/parseTemplate.js';

/** The offset of `^`, which stands before the name, and the template without it. */
function marked(text: string): { source: string; offset: number } {
  return { source: text.replace('^', ''), offset: text.indexOf('^') };
}

function renamed(text: string, newName: string): string {
  const { source, offset } = marked(text);
  const result = renameSpans(parseTemplate(source), offset, newName);
  if ('refusal' in result) {
    return result.refusal;
  }
  return [...result.spans]
    .reverse()
    .reduce((after, { start, end }) => after.slice(0, start) + newName + after.slice(end), source);
}

describe('definitionAt', () => {
  for (const [text, expected] of [
    ['{% set a = 1 %}{{ ^a }}', 7],
    ['{% set a = 1 %}{% for a in b %}{{ ^a }}{% endfor %}', 22],
    ['{% set a = 1 %}{% for a in ^a %}{{ a }}{% endfor %}', 7],
    ['{% macro m(a) %}{% endmacro %}{{ ^m(1) }}', 9],
    ['{% macro m(a) %}{% endmacro %}{{ m(^a=1) }}', 11],
    ['{% if c %}{% set a = 1 %}{% endif %}{{ ^a }}', 17],
    ['{{ ^a }}', undefined],
    ['{% for a in b %}{{ ^loop }}{% endfor %}', undefined],
    ['{{ b.^a }}{% set a = 1 %}', undefined],
  ] as const) {
    it(text, () => {
      const { source, offset } = marked(text);
      assert.equal(definitionAt(parseTemplate(source), offset)?.start, expected);
    });
  }
});

describe('referencesAt', () => {
  for (const [text, expected] of [
    ['{% set ^a = 1 %}{{ a }}{{ b.a }}{% set a = 2 %}', { name: 'a', at: [[7, 38], [18]] }],
    ['{{ ^a }}{{ a.a }}{% with a = a %}{{ a }}{% endwith %}', { name: 'a', at: [[], [3, 10, 28]] }],
    ['{{ ^range(1) }}{{ range }}', { name: 'range', at: [[], [3, 17]] }],
    ['a ^ b', undefined],
  ] as const) {
    it(text, () => {
      const { source, offset } = marked(text);
      const uses = referencesAt(parseTemplate(source), offset);
      const starts = (places: readonly { start: number }[]): number[] =>
        places.map(({ start }) => start);
      assert.deepEqual(
        uses && { name: uses.name, at: [starts(uses.definitions), starts(uses.references)] },
        expected,
      );
    });
  }
});

describe('renameSpans', () => {
  for (const [title, text, newName, expected] of [
    [
      'a variable with all its uses',
      '{% set ^a = 1 %}{{ a ~ b.a }}{% set a = a %}',
      'x',
      '{% set x = 1 %}{{ x ~ b.a }}{% set x = x %}',
    ],
    [
      'one scope only',
      '{% set a = 1 %}{% for ^a in a %}{{ a }}{% endfor %}{{ a }}',
      'x',
      '{% set a = 1 %}{% for x in a %}{{ x }}{% endfor %}{{ a }}',
    ],
    [
      'a parameter where it is given by name',
      '{% macro m(^a) %}{{ a }}{% endmacro %}{{ m(a=a) }}{% call m(a=1) %}{% endcall %}',
      'x',
      '{% macro m(x) %}{{ x }}{% endmacro %}{{ m(x=a) }}{% call m(x=1) %}{% endcall %}',
    ],
    [
      'variables that share a use',
      '{% set a = 1 %}{% for i in c %}{% if i %}{% set a = i %}{% endif %}{{ ^a }}{% endfor %}',
      'x',
      '{% set x = 1 %}{% for i in c %}{% if i %}{% set x = i %}{% endif %}{{ x }}{% endfor %}',
    ],
    ['to the same name', '{% set ^a = 1 %}', 'a', '{% set a = 1 %}'],
  ] as const) {
    it(`renames ${title}`, () => assert.equal(renamed(text, newName), expected));
  }

  for (const [text, newName, expected] of [
    ['{{ ^a }}', 'x', '"a" is a column of the dataset; rename it there.'],
    ['{{ ^range(1) }}', 'x', '"range" is a function of Jinja2 and can’t be renamed.'],
    [
      '{% for a in b %}{{ ^loop }}{% endfor %}',
      'x',
      '"loop" is Jinja2’s own name and can’t be renamed.',
    ],
    ['te^xt', 'x', 'There is no name here that can be renamed.'],
    ['{% set ^a = 1 %}{{', 'x', 'The template has faults; mend them, then rename.'],
    [
      '{% set ^a = 1 %}',
      '1x',
      '"1x" is no name: start it with a letter and use letters, digits, _.',
    ],
    ['{% set ^a = 1 %}', 'None', '"None" has a meaning of its own in Jinja2; choose another name.'],
    ['{% set ^a = 1 %}', 'and', '"and" has a meaning of its own in Jinja2; choose another name.'],
    ['{% set ^a = 1 %}', 'range', '"range" is a function of Jinja2; choose another name.'],
    [
      '{% set ^a = 1 %}{{ a }}{{ x }}',
      'x',
      '"x" already means something else here; choose another name.',
    ],
    [
      '{% set ^a = 1 %}{% for x in y %}{{ a }}{% endfor %}',
      'x',
      '"x" already means something else here; choose another name.',
    ],
    [
      '{% set x = 1 %}{% for ^a in y %}{{ x }}{% endfor %}',
      'x',
      '"x" already means something else here; choose another name.',
    ],
    [
      '{% if b %}{% set ^a = 1 %}{% endif %}{{ a }}',
      'x',
      '"a" may also be a column where no {% set %} ran; rename it by hand.',
    ],
    [
      '{% macro m() %}{{ caller(a=1) }}{% endmacro %}{% call(^a) m() %}{{ a }}{% endcall %}',
      'x',
      'A macro gives "a" to its caller by name; rename it by hand.',
    ],
  ] as const) {
    it(`refuses ${newName} for ${text}`, () => assert.equal(renamed(text, newName), expected));
  }
});
