import assert from 'node:assert/strict';
import { completeTemplate } from '../../../../../src/core/template/language/completeTemplate.js';
import type { TemplateCompletion } from '../../../../../src/core/template/language/templateContext.js';
import { FACTS, marked } from './markedTemplate.js';

function complete(text: string): TemplateCompletion[] {
  const { parsed, offset } = marked(text);
  return completeTemplate(parsed, offset, { facts: FACTS }).sort((a, b) =>
    a.sortText < b.sortText ? -1 : 1,
  );
}

/** Labels of the kinds, in the order they are shown. */
function labels(text: string, ...kinds: TemplateCompletion['kind'][]): string[] {
  return complete(text)
    .filter(({ kind }) => kinds.length === 0 || kinds.includes(kind))
    .map(({ label }) => label);
}

/** The template with the completion put in; ▮ where a snippet leaves the cursor. */
function accepted(text: string, label: string): string {
  const found = complete(text).find((completion) => completion.label === label);
  assert.ok(found, `no completion ${label}`);
  const source = text.replace('▮', '');
  const inserted = found.isSnippet ? found.insertText.replace('$0', '▮') : found.insertText;
  return source.slice(0, found.replace.start) + inserted + source.slice(found.replace.end);
}

const COLUMNS = ['question', 'turns', 'info', 'tags'];
const GLOBALS = ['cycler', 'dict', 'joiner', 'lipsum', 'namespace', 'range'];
const KEYWORDS = ['false', 'none', 'not', 'true'];

describe('completeTemplate', () => {
  it('offers columns that can be named, functions and words where a value is to come', () => {
    for (const text of [
      '{{ ▮',
      '{{▮}}',
      '{{ ▮ }} b',
      '{% if ▮ %}',
      '{{ question ~ ▮',
      '{% set x = ▮',
    ]) {
      assert.deepEqual(labels(text), [...COLUMNS, ...GLOBALS, ...KEYWORDS], text);
    }
  });

  it('says a column’s type, fill rate, length and samples', () => {
    const [question, turns] = complete('{{ q▮');
    assert.deepEqual(question, {
      label: 'question',
      kind: 'column',
      insertText: 'question',
      isSnippet: false,
      replace: { start: 3, end: 4 },
      detail: 'text, 50.0 %',
      documentation: [
        'text, filled in 50.0 % of 2 rows',
        'empty text in 1',
        'length: median 0, longest 5 characters',
        'What?',
      ],
      sortText: '200000',
    });
    assert.equal(turns?.detail, 'list of dict, 100 %');
  });

  const names: readonly (readonly [string, readonly string[]])[] = [
    ['{% for t in turns %}{{ ▮', ['t', 'loop']],
    ['{% for t in turns %}{{ ▮ }}{% endfor %}', ['t', 'loop']],
    ['{% for t in turns %}{{ t }}{% endfor %}{{ ▮ }}', []],
    ['{% for t in turns %}{% else %}{{ ▮ }}{% endfor %}', []],
    ['{% for t in turns if ▮ %}{% endfor %}', ['t', 'loop']],
    ['{% for t in ▮ %}{% endfor %}', []],
    ['{% for k, v in info.items() %}{{ ▮', ['v', 'k', 'loop']],
    ['{% set a = 1 %}{% set b %}x{% endset %}{{ ▮', ['b', 'a']],
    ['{% if x %}{% set a = 1 %}{% endif %}{{ ▮', ['a']],
    ['{{ ▮ }}{% set a = 1 %}', []],
    ['{% with a = 1 %}{{ ▮ }}{% endwith %}', ['a']],
    ['{% with a = 1 %}{% endwith %}{{ ▮ }}', []],
    ['{% macro m(p, q=1) %}{{ ▮ }}{% endmacro %}', ['q', 'p', 'm']],
    ['{% macro m(p) %}{% endmacro %}{{ ▮ }}', ['m']],
    ['{% macro m() %}{% endmacro %}{% call(c) m() %}{{ ▮ }}{% endcall %}', ['c', 'm']],
  ];
  for (const [text, expected] of names) {
    it(`names in scope: ${text}`, () => {
      const found = labels(text, 'loop-variable', 'variable', 'parameter', 'macro');
      assert.deepEqual(found, expected);
    });
  }

  it('hides a column behind a name of the template', () => {
    assert.deepEqual(labels('{% set question = 1 %}{{ ▮', 'column'), ['turns', 'info', 'tags']);
  });

  const parts: readonly (readonly [string, readonly string[]])[] = [
    ['{{ info.▮', ['score', 'odd key']],
    ['{{ info.sc▮ore }}', ['score', 'odd key']],
    ['{% for t in turns %}{{ t.▮', ['role', 'text', 'meta']],
    ['{% for t in turns %}{{ t.▮ }}{% endfor %}', ['role', 'text', 'meta']],
    ['{% for t in turns %}{{ t.meta.▮', ['n']],
    ["{% for t in turns %}{{ t['▮", ['role', 'text', 'meta']],
    ["{% for t in turns %}{{ t['meta']['▮'] }}", ['n']],
    ['{{ turns[0].▮', ['role', 'text', 'meta']],
    ['{{ (turns | first).▮', ['role', 'text', 'meta']],
    ['{% set t = turns[-1] %}{{ t.▮', ['role', 'text', 'meta']],
    ['{% set t = turns[1:] | last %}{{ t.▮', ['role', 'text', 'meta']],
    ['{% with t = turns[0] %}{{ t.▮', ['role', 'text', 'meta']],
    ['{% for t in turns | sort(attribute="role") | reverse %}{{ t.▮', ['role', 'text', 'meta']],
    ['{% for g in turns | groupby("role") %}{{ g.list[0].▮', ['role', 'text', 'meta']],
    ['{% for role, list in turns | groupby("role") %}{{ list[0].▮', ['role', 'text', 'meta']],
    ['{% for m in turns | map(attribute="meta") %}{{ m.▮', ['n']],
    ['{% for t in turns %}{{ loop.previtem.▮', ['role', 'text', 'meta']],
    ['{{ {"a": 1, "b": {"c": 2}}.b.▮', ['c']],
    ['{% set ns = namespace(found=1) %}{{ ns.▮', ['found']],
    ["{{ turns | map(attribute='▮", ['role', 'text', 'meta']],
    ["{{ turns | selectattr('▮", ['role', 'text', 'meta']],
    ["{{ turns | list | groupby('▮", ['role', 'text', 'meta']],
    ["{{ question | replace('▮", []],
    ['{{ nowhere.▮', []],
    ['{{ turns.▮', []],
  ];
  for (const [text, expected] of parts) {
    it(`parts: ${text}`, () => assert.deepEqual(labels(text, 'part'), expected));
  }

  it('writes a key that is no name in brackets, and closes open quotes', () => {
    assert.equal(accepted('{{ info.▮ }}', 'odd key'), "{{ info['odd key'] }}");
    assert.equal(accepted('{{ info.od▮ }}', 'odd key'), "{{ info['odd key'] }}");
    assert.equal(accepted("{{ info['▮", 'odd key'), "{{ info['odd key']");
    assert.equal(accepted("{{ info['▮'] }}", 'odd key'), "{{ info['odd key'] }}");
    assert.equal(accepted('{{ info["sc▮x"] }}', 'score'), '{{ info["score"] }}');
  });

  it('says what is typed where it writes over the dot', () => {
    const found = complete('{{ info.▮').find(({ label }) => label === 'odd key');
    assert.equal(found?.filterText, '.odd key');
  });

  it('offers the methods of a value’s type', () => {
    for (const text of ['{{ question.▮', '{{ question.strip().▮', '{{ tags[0].▮', '{{ "a".▮']) {
      assert.deepEqual(labels(text, 'method').slice(0, 3), ['strip', 'split', 'replace'], text);
    }
    assert.deepEqual(labels('{{ tags.▮', 'method').slice(0, 2), ['append', 'clear']);
    assert.deepEqual(labels('{{ info.▮', 'method').slice(0, 3), ['items', 'keys', 'values']);
    assert.equal(accepted('{{ question.▮ }}', 'lower'), '{{ question.lower() }}');
    assert.equal(accepted('{{ question.▮ }}', 'split'), '{{ question.split(▮) }}');
  });

  it('offers the parts of loop with what they say', () => {
    const found = complete('{% for t in turns %}{{ loop.▮');
    assert.deepEqual(
      found.slice(0, 2).map(({ label, documentation }) => [label, documentation?.[0]]),
      [
        ['index', 'Which round it is, from 1.'],
        ['index0', 'Which round it is, from 0.'],
      ],
    );
    assert.ok(found.some(({ label }) => label === 'previtem'));
  });

  it('offers filters after a bar and tests after is, with signature and documentation', () => {
    for (const text of [
      '{{ question | ▮',
      '{{ question|tr▮',
      '{% filter ▮',
      '{{ question | trim | ▮ }}',
    ]) {
      const found = complete(text).find(({ label }) => label === 'truncate');
      assert.equal(found?.kind, 'filter', text);
      assert.match(found.detail ?? '', /^truncate\(length=255, /);
      assert.equal(found.documentation?.length, 2);
    }
    for (const text of ['{{ question is ▮', '{{ question is not ▮', '{% if question is de▮ %}']) {
      assert.equal(complete(text).find(({ label }) => label === 'defined')?.kind, 'test', text);
    }
    assert.equal(accepted('{{ question | ▮ }}', 'upper'), '{{ question | upper }}');
    assert.equal(accepted('{{ question | ▮ }}', 'replace'), '{{ question | replace(▮) }}');
    assert.equal(accepted('{{ question | ▮(1) }}', 'replace'), '{{ question | replace(1) }}');
  });

  const calls: readonly (readonly [string, readonly string[]])[] = [
    ['{{ question | truncate(▮', ['length=', 'killwords=', 'end=', 'leeway=']],
    ['{{ question | truncate(10, ▮', ['killwords=', 'end=', 'leeway=']],
    ['{{ question | truncate(end="", ▮', ['length=', 'killwords=', 'leeway=']],
    ['{{ question | truncate(10, leeway=0, ▮', ['killwords=', 'end=']],
    ['{{ question | truncate(end=▮', []],
    ['{% macro m(a, b=1) %}{% endmacro %}{{ m(▮', ['a=', 'b=']],
    ['{{ question.split(▮', []],
    ['{{ (▮', []],
  ];
  for (const [text, expected] of calls) {
    it(`arguments: ${text}`, () => {
      assert.deepEqual(labels(text, 'argument'), expected);
    });
  }

  const statements: readonly (readonly [string, readonly string[]])[] = [
    ['{% ▮', []],
    ['{% if a %}b{% ▮', ['endif', 'elif', 'else']],
    ['{% if a %}b{% e▮ %}', ['endif', 'elif', 'else']],
    ['{% if a %}b{% ▮ %}{% endif %}', ['elif', 'else', 'endif']],
    ['{% if a %}b{% else %}{% ▮', ['endif']],
    ['{% for a in b %}{% ▮', ['endfor', 'else']],
    ['{% for a in b %}{% if a %}{% ▮', ['endif', 'elif', 'else']],
    ['{% for a in b %}{% if a %}{% endif %}{% ▮', ['endfor', 'else']],
    ['{% macro m() %}{% ▮', ['endmacro']],
    ['{% set x %}{% ▮', ['endset']],
    ['{% if a %}{% endif %}{% ▮', []],
  ];
  for (const [text, goingOn] of statements) {
    it(`statements: ${text}`, () => {
      const found = labels(text, 'statement');
      assert.deepEqual(found.slice(0, goingOn.length), goingOn);
      assert.deepEqual(found.slice(goingOn.length), [
        'if',
        'for',
        'set',
        'macro',
        'call',
        'filter',
        'with',
        'raw',
        'block',
        'autoescape',
        'print',
      ]);
    });
  }

  it('writes a block with its end tag, and nothing between but the cursor', () => {
    const block = 'if ${1:condition} %}▮{% endif %}';
    assert.equal(accepted('{% ▮', 'if'), `{% ${block}`);
    assert.equal(accepted('{% i▮ %} b', 'if'), `{% ${block} b`);
    assert.equal(accepted('{%- i▮ -%} b', 'if'), '{%- if ${1:condition} -%}▮{% endif %} b');
    assert.equal(accepted('{% i▮ a %}b{% endif %}', 'if'), '{% if a %}b{% endif %}');
  });

  it('ends the tag that goes on with a block', () => {
    assert.equal(accepted('{% if a %}b{% e▮', 'endif'), '{% if a %}b{% endif %}');
    assert.equal(accepted('{% if a %}b{% ▮ -%} c', 'else'), '{% if a %}b{% else -%} c');
    assert.equal(accepted('{% if a %}b{% ▮', 'elif'), '{% if a %}b{% elif ${1:condition} %}');
    assert.equal(
      accepted('{% if a %}b{% el▮ c %}{% endif %}', 'elif'),
      '{% if a %}b{% elif c %}{% endif %}',
    );
  });

  it('regression: takes up the one brace that editors of YAML and JSON close', () => {
    assert.equal(accepted('{% fi▮} b', 'if'), '{% if ${1:condition} %}▮{% endif %} b');
    assert.equal(accepted('{% if a %}b{% end▮}', 'endif'), '{% if a %}b{% endif %}');
    assert.equal(accepted('{"a": {% fi▮ }', 'if'), '{"a": {% if }');
  });

  const operators: readonly (readonly [string, readonly string[]])[] = [
    ['{{ question ▮', ['and', 'or', 'is', 'is not', 'in', 'not in', 'if']],
    ['{{ question if tags ▮', ['else', 'and', 'or', 'is', 'is not', 'in', 'not in', 'if']],
    ['{% if question ▮ %}', ['and', 'or', 'is', 'is not', 'in', 'not in']],
    ['{% for t ▮', ['in']],
    ['{% for t in turns ▮', ['if', 'recursive']],
  ];
  for (const [text, expected] of operators) {
    it(`operators: ${text}`, () => assert.deepEqual(labels(text), expected));
  }

  for (const text of [
    'text ▮',
    '{{ question }} ▮',
    '{# ▮ #}',
    '{% raw %}{{ ▮{% endraw %}',
    '{% set ▮',
    '{% for ▮',
    '{% for a, ▮',
    '{% macro m(▮',
    '{% block ▮',
    '{{ "a▮',
    '{{ 1▮',
    '{% endif ▮',
    '▮',
  ]) {
    it(`nothing: ${JSON.stringify(text)}`, () => assert.deepEqual(labels(text), []));
  }

  it('finds the tag at the cursor behind one that was left open', () => {
    assert.deepEqual(labels('{{ question \n {{ info.▮', 'part'), ['score', 'odd key']);
    assert.deepEqual(labels('{% if question \n{{ info.▮ }}{% endif %}', 'part'), [
      'score',
      'odd key',
    ]);
  });

  it('knows the template’s own names where there are no facts', () => {
    const { parsed, offset } = marked('{% set a = "x" %}{{ a.▮ }}');
    const found = completeTemplate(parsed, offset, {});
    assert.ok(found.some(({ label }) => label === 'strip'));
  });

  it('never throws, wherever the cursor is', () => {
    const template =
      '{% for k, v in info.items() if v %}{{ t["a"][0].b(c=1)|map(attribute="x") is not none }}{%- set x %}{% endset %}{{ {"a": (1, 2)} }}{% endfor %}{{ "';
    for (let end = 0; end <= template.length; end += 1) {
      for (const source of [template.slice(0, end), template]) {
        const { parsed, offset } = marked(`${source.slice(0, end)}▮${source.slice(end)}`);
        assert.ok(Array.isArray(completeTemplate(parsed, offset, { facts: FACTS })));
      }
    }
  });

  it('regression: the last of many tags that were left open is the one at the cursor', () => {
    const open = '{%}'.repeat(20_000);
    assert.deepEqual(labels(`${open}{{ ▮`, 'column'), COLUMNS);
    assert.ok(labels(`${open}{% ▮`, 'statement').includes('for'));
  });
});
