import assert from 'node:assert/strict';
import {
  foldingSpans,
  matchingTags,
  templateSymbols,
  type TemplateSymbol,
} from '../../../../../src/core/template/language/templateOutline.js';
import { parseTemplate } from '../../../../../src/core/template/syntax/parseTemplate.js';

function outline(symbols: readonly TemplateSymbol[], source: string): unknown[] {
  return symbols.map(({ name, kind, span, selection, children }) => [
    kind,
    name,
    source.slice(span.start, span.end).length,
    source.slice(selection.start, selection.end),
    ...outline(children, source),
  ]);
}

describe('templateSymbols', () => {
  it('lists what a template names, nested as it stands', () => {
    const source =
      '{% block b %}{% if a %}{% for x,\ny in z %}{% set c = 1 %}{% endfor %}{% endif %}{% endblock %}' +
      '{% macro m(a) %}{% set d, e %}{% endset %}{% endmacro %}{{ f }}';
    assert.deepEqual(outline(templateSymbols(parseTemplate(source)), source), [
      ['block', 'b', 94, 'b', ['loop', 'x, y in z', 46, 'x,\ny in z', ['set', 'c', 15, 'c']]],
      ['macro', 'm', 56, 'm', ['set', 'd, e', 26, 'd, e']],
    ]);
  });

  it('keeps what a half-typed template names', () => {
    const source = '{% macro %}{% for x in %}{% set a = %}{% set %}';
    assert.deepEqual(
      templateSymbols(parseTemplate(source)).map(({ name }) => name),
      ['a'],
    );
  });
});

describe('foldingSpans', () => {
  it('folds each part of a block, comments and raw stretches of more than a line', () => {
    const source =
      '{% if a %}\n1{% else %}\n2{% endif %}{#\n#}{% raw %}\n{% endraw %}{# #}{% with %}{% endwith %}';
    assert.deepEqual(
      foldingSpans(parseTemplate(source)).map(({ start, end }) => source.slice(start, end)),
      ['{% if a %}\n1', '{% else %}\n2{% endif %}', '{#\n#}', '{% raw %}\n{% endraw %}'],
    );
  });
});

describe('matchingTags', () => {
  const source =
    '{% for a in b %}{% if c %}{% elif d %}{% else %}{% endif %}{% endfor %}{% raw %}{% if %}{% endraw %}{% set e %}';
  for (const [at, expected] of [
    ['for', ['{% for a in b %}', '{% endfor %}']],
    ['elif', ['{% if c %}', '{% elif d %}', '{% else %}', '{% endif %}']],
    ['endif', ['{% if c %}', '{% elif d %}', '{% else %}', '{% endif %}']],
    ['endraw', ['{% raw %}', '{% endraw %}']],
    ['set', ['{% set e %}']],
    ['if %}{% endraw', []],
  ] as const) {
    it(`finds the tags of ${at}`, () => {
      const found = matchingTags(parseTemplate(source), source.indexOf(at));
      assert.deepEqual(
        found.map(({ start, end }) => source.slice(start, end)),
        expected,
      );
    });
  }
});
