import assert from 'node:assert/strict';
import { hoverTemplate } from '../../../../../src/core/template/language/hoverTemplate.js';
import { FACTS, marked } from './markedTemplate.js';

/** The text it is about, the code, the first line; samples where there are some. */
function hover(text: string): unknown[] {
  const { parsed, offset } = marked(text);
  const found = hoverTemplate(parsed, offset, { facts: FACTS });
  if (!found) return [];
  const about = parsed.source.slice(found.span.start, found.span.end);
  return [about, found.code, found.lines[0], ...found.samples];
}

const TURN = '{"role": "user", "text": "hi", "meta": {"n": 1}}';

describe('hoverTemplate', () => {
  const cases: readonly (readonly [string, readonly unknown[]])[] = [
    ['{{ ques▮tion }}', ['question', 'question', 'text, filled in 50.0 % of 2 rows', 'What?']],
    [
      '{{ info.sc▮ore }}',
      ['score', 'info.score', 'float, filled in 100 % of 2 dicts', '1.0', '2.5'],
    ],
    [
      '{{ info["odd▮ key"] }}',
      ['"odd key"', 'info.odd key', 'int, filled in 50.0 % of 2 dicts', '2'],
    ],
    [
      '{% for t in turns %}{{ t.te▮xt }}{% endfor %}',
      ['text', 'turns[].text', 'text, filled in 100 % of 1 dict', 'hi'],
    ],
    [
      '{% for t in turns %}{{ ▮t.text }}{% endfor %}',
      ['t', 't', 'Loop variable: each item of turns', TURN],
    ],
    ['{% for ▮t in turns %}{% endfor %}', ['t', 't', 'Loop variable: each item of turns', TURN]],
    [
      '{% for k, v▮ in info.items() %}{% endfor %}',
      ['v', 'v', 'Loop variable: a part of each item of info.items()'],
    ],
    ['{% set x▮ = question | length %}', ['x', 'x', 'Set to question | length']],
    ['{% set x = question | length %}{{ x▮ }}', ['x', 'x', 'Set to question | length']],
    ['{% set x %}a{% endset %}{{ x▮ }}', ['x', 'x', 'The text of a set block']],
    ['{% macro ▮hi(a, b="x") %}{% endmacro %}', ['hi', 'hi(a, b="x")', 'Macro']],
    ['{% macro hi(a, b="x") %}{% endmacro %}{{ ▮hi() }}', ['hi', 'hi(a, b="x")', 'Macro']],
    [
      '{% macro hi(a, b="x") %}{{ b▮ }}{% endmacro %}',
      ['b', 'b', 'Parameter of hi; "x" unless given'],
    ],
    [
      '{% for t in turns %}{{ lo▮op.index }}{% endfor %}',
      ['loop', 'loop', 'The loop over turns: loop.index, loop.last, …'],
    ],
    [
      '{% for t in turns %}{{ loop.ind▮ex }}{% endfor %}',
      ['index', 'index', 'Which round it is, from 1.'],
    ],
    ['{{ question | upp▮er }}', ['upper', 'upper', 'The text in upper case.']],
    ['{{ question is def▮ined }}', ['defined', 'defined', 'Is there such a name or part?']],
    [
      '{{ question.str▮ip() }}',
      ['strip', 'strip(chars=None)', 'Without white space, or the given characters, at both ends.'],
    ],
    [
      '{{ ra▮nge(3) }}',
      [
        'range',
        'range(start=0, stop, step=1)',
        'Whole numbers from `start` up to, but not including, `stop`.',
      ],
    ],
    [
      '{% i▮f a %}{% endif %}',
      ['if', 'if condition', 'Renders its body where the condition is true.'],
    ],
    [
      '{% if a %}{% endi▮f %}',
      ['endif', 'if condition', 'Renders its body where the condition is true.'],
    ],
    ['te▮xt', []],
    ['{{ now▮here }}', []],
    ['{{ "que▮stion" }}', []],
    ['{# que▮stion #}', []],
  ];
  for (const [text, expected] of cases) {
    it(text, () => assert.deepEqual(hover(text), expected));
  }

  it('says all that is known of a column', () => {
    const { parsed, offset } = marked('{{ ques▮tion }}');
    assert.deepEqual(hoverTemplate(parsed, offset, { facts: FACTS })?.lines, [
      'text, filled in 50.0 % of 2 rows',
      'empty text in 1',
      'length: median 0, longest 5 characters',
    ]);
  });

  it('shows an example of a filter with what it renders', () => {
    const { parsed, offset } = marked('{{ a | upp▮er }}');
    assert.deepEqual(hoverTemplate(parsed, offset, {})?.lines, [
      'The text in upper case.',
      "{{ 'yes'|upper }} → YES",
    ]);
  });
});
