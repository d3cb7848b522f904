import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { JsonObject } from '../../../../src/core/json.js';
import { renderTemplate, templateColumns } from '../../../../src/core/template/renderTemplate.js';
import { proven } from '../../../security/proofs.js';
import { hostState } from './hostState.js';

const NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  '__class__',
  '__defineGetter__',
  'length',
  'name',
  'call',
  'apply',
  'then',
  'items',
  'self',
  'loop',
  'caller',
  'varargs',
  'kwargs',
  'x',
  'ns',
  'range',
  'dict',
  'namespace',
  'cycler',
  'arguments',
  'eval',
  'process',
  'globalThis',
];
const FILTERS = [
  'upper',
  'list',
  'tojson',
  'join',
  'map',
  'attr',
  'default',
  'groupby',
  'sort',
  'items',
  'first',
  'e',
  'constructor',
  'toString',
  'length',
  'select',
  'string',
  'pprint',
  'unique',
  'xmlattr',
  'urlize',
  'format',
];

const name = fc.constantFrom(...NAMES);
const { statement } = fc.letrec<{ expression: string; statement: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    name,
    fc.constantFrom(
      '1',
      '1.5',
      "'x'",
      '[]',
      '{}',
      'none',
      'true',
      '()',
      "'{0.__class__}'",
      '10**6',
      '"%(constructor)s"',
    ),
    fc.tuple(tie('expression'), name).map(([target, part]) => `(${target}).${part}`),
    fc.tuple(tie('expression'), name).map(([target, part]) => `(${target})['${part}']`),
    fc.tuple(tie('expression'), tie('expression')).map(([target, key]) => `(${target})[${key}]`),
    fc
      .tuple(tie('expression'), fc.array(tie('expression'), { maxLength: 2 }))
      .map(([target, given]) => `(${target})(${given.join(', ')})`),
    fc
      .tuple(tie('expression'), name, tie('expression'))
      .map(([target, key, value]) => `(${target})(${key}=${value})`),
    fc
      .tuple(tie('expression'), fc.constantFrom(...FILTERS))
      .map(([target, filter]) => `(${target})|${filter}`),
    fc
      .tuple(tie('expression'), fc.constantFrom(...FILTERS), tie('expression'))
      .map(([target, filter, given]) => `(${target})|${filter}(${given})`),
    fc.tuple(tie('expression'), name).map(([target, part]) => `(${target})|attr('${part}')`),
    fc.tuple(tie('expression'), name).map(([target, test]) => `(${target}) is ${test}`),
    fc
      .tuple(
        tie('expression'),
        fc.constantFrom('+', '-', '*', '/', '//', '%', '~', '==', '<', 'in', 'and', 'or'),
        tie('expression'),
      )
      .map(([left, operator, right]) => `(${left}) ${operator} (${right})`),
    fc.tuple(name, tie('expression')).map(([key, value]) => `{'${key}': ${value}}`),
    fc.array(tie('expression'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
  ),
  statement: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    tie('expression').map((value) => `{{ ${value} }}`),
    fc.tuple(name, tie('expression')).map(([to, value]) => `{% set ${to} = ${value} %}`),
    fc
      .tuple(name, tie('expression'))
      .map(
        ([to, value]) => `{% set ns = namespace() %}{% set ns.${to} = ${value} %}{{ ns.${to} }}`,
      ),
    fc
      .tuple(name, tie('expression'), tie('statement'))
      .map(([to, value, body]) => `{% for ${to} in ${value} %}${body}{% endfor %}`),
    fc
      .tuple(tie('expression'), tie('statement'))
      .map(([value, body]) => `{% if ${value} %}${body}{% endif %}`),
    fc
      .tuple(name, name, tie('statement'), tie('expression'))
      .map(
        ([macro, parameter, body, given]) =>
          `{% macro ${macro}(${parameter}) %}${body}{% endmacro %}{{ ${macro}(${given}) }}`,
      ),
    fc
      .tuple(name, tie('statement'))
      .map(([block, body]) => `{% block ${block} %}${body}{% endblock %}{{ self.${block}() }}`),
    fc
      .tuple(name, tie('expression'), tie('statement'))
      .map(([to, value, body]) => `{% with ${to} = ${value} %}${body}{% endwith %}`),
    fc.tuple(name, tie('statement')).map(([to, body]) => `{% set ${to} %}${body}{% endset %}`),
    fc
      .tuple(tie('expression'), tie('statement'))
      .map(([value, body]) => `{% call (${value})() %}${body}{% endcall %}`),
    fc.tuple(tie('statement'), tie('statement')).map((both) => both.join('\n')),
  ),
}));
const row = fc
  .dictionary(name, fc.jsonValue(), { maxKeys: 5, noNullPrototype: true })
  .map((values) => JSON.stringify(values));

const GLOBALS = ['range', 'dict', 'namespace', 'cycler', 'self'];

/** What the facade promises of any template: an output or a located error, and nothing else. */
function checkAnswer(template: string, source: string): void {
  const rendered = renderTemplate(template, { values: JSON.parse(source) as JsonObject, source });
  if (rendered.ok) {
    assert.equal(typeof rendered.output, 'string');
    return;
  }
  const { kind, line, message } = rendered.error;
  assert.ok(['syntax', 'runtime', 'timeout'].includes(kind));
  assert.ok(line === null || (line >= 1 && line <= template.split(/\r\n|\r|\n/u).length));
  assert.match(message, /^\S.*[.!?]$/su);
}

const SEED = 9;
const RUNS = { made: 1000, broken: 1000, none: 500, columns: 500 };

describe('any template', () => {
  it('gives an output or an error and leaves the host as it was', () => {
    const before = hostState();
    fc.assert(
      fc.property(statement, row, (template, source) => {
        checkAnswer(template, source);
        assert.deepEqual(hostState(), before);
      }),
      { seed: SEED, numRuns: RUNS.made },
    );
  });

  it('gives an output or an error where it is broken anywhere', () => {
    fc.assert(
      fc.property(
        statement,
        row,
        fc.nat(),
        fc.constantFrom(
          '',
          '{',
          '}',
          '%}',
          '{{',
          "'",
          '|',
          '(',
          ')',
          '\n',
          '\r',
          '\u2028',
          '\ud800',
        ),
        (template, source, at, intruder) => {
          const cut = at % (template.length + 1);
          checkAnswer(template.slice(0, cut) + intruder + template.slice(cut + 1), source);
        },
      ),
      { seed: SEED, numRuns: RUNS.broken },
    );
  });

  it('gives an output or an error where it is no template at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), row, (template, source) =>
        checkAnswer(template, source),
      ),
      { seed: SEED, numRuns: RUNS.none },
    );
  });

  it('depends on no column but those it names', () => {
    fc.assert(
      fc.property(statement, row, (template, source) => {
        const values = JSON.parse(source) as JsonObject;
        // A column that hides a global of Jinja counts as the global.
        fc.pre(!Object.keys(values).some((column) => GLOBALS.includes(column)));
        const named = new Set(templateColumns(template));
        const used = JSON.stringify(
          Object.fromEntries(Object.entries(values).filter(([column]) => named.has(column))),
        );
        assert.deepEqual(
          renderTemplate(template, { values: JSON.parse(used) as JsonObject, source: used }),
          renderTemplate(template, { values, source }),
        );
      }),
      { seed: SEED, numRuns: RUNS.columns },
    );
    proven({
      area: 'Templates',
      claim: 'What a template makes depends on no column but those it names',
      test: 'test/unit/core/template/properties.test.ts',
      figure: `${RUNS.columns} random templates on random rows`,
    });
  });
});
