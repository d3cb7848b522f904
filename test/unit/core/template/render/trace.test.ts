import assert from 'node:assert/strict';
import fc from 'fast-check';
import { renderTemplate, traceTemplate } from '../../../../../src/core/template/renderTemplate.js';

const ROW = {
  values: {
    question: 'Why?',
    answer: 'So.',
    items: [{ text: 'x' }, { text: 'y' }],
    meta: { lang: 'en' },
    flag: true,
  },
};

/** Each piece as: its text in the output, what wrote it in the template, its columns. */
function pieces(template: string): [string, string, string][] {
  const { rendered, trace } = traceTemplate(template, ROW);
  assert.ok(rendered.ok, JSON.stringify(rendered));
  const { output } = rendered;
  return trace.pieces.map((piece) => [
    output.slice(piece.start, piece.end),
    template.slice(piece.template.start, piece.template.end),
    piece.columns.join(','),
  ]);
}

describe('traceTemplate: pieces', () => {
  const cases: [string, string, [string, string, string][]][] = [
    [
      'text and a column',
      'Q: {{ question }}!',
      [
        ['Q: ', 'Q: ', ''],
        ['Why?', 'question', 'question'],
        ['!', '!', ''],
      ],
    ],
    ['what prints nothing has no piece', '{{ nothing }}{{ "" }}', []],
    [
      'two columns in one expression',
      '{{ question ~ answer }}',
      [['Why?So.', 'question ~ answer', 'question,answer']],
    ],
    ['a constant', '{{ 1 + 1 }}', [['2', '1 + 1', '']]],
    [
      'through set, filters and conditions',
      '{% set q = question|upper %}{{ q if flag }}',
      [['WHY?', 'q if flag', 'flag,question']],
    ],
    [
      'through a loop',
      '{% for i in items %}{{ i.text }}{% endfor %}',
      [
        ['x', 'i.text', 'items'],
        ['y', 'i.text', 'items'],
      ],
    ],
    ['through with', '{% with m = meta %}{{ m.lang }}{% endwith %}', [['en', 'm.lang', 'meta']]],
    [
      'a macro call is one piece, with what goes in and what it reads itself',
      '{% macro m(x) %}<{{ x }}{{ answer }}>{% endmacro %}{{ m(question) }}',
      [['<Why?So.>', 'm(question)', 'question,answer']],
    ],
    [
      'a set block',
      '{% set x %}<{{ question }}>{% endset %}{{ x }}',
      [['<Why?>', 'x', 'question']],
    ],
    [
      'a filter block is one piece',
      '{% filter upper %}a{{ question }}{% endfilter %}',
      [['AWHY?', '{% filter upper %}', 'question']],
    ],
    [
      'a call block is one piece',
      '{% macro m() %}[{{ caller() }}]{% endmacro %}{% call m() %}{{ question }}{% endcall %}',
      [['[Why?]', '{% call m() %}', 'question']],
    ],
    [
      'through a namespace and a list',
      '{% set n = namespace() %}{% set n.q = question %}{% set l = [] %}{% set _ = l.append(answer) %}{{ n.q }}{{ l }}',
      [
        ['Why?', 'n.q', 'question'],
        ["['So.']", 'l', 'answer'],
      ],
    ],
    [
      'a block stands in place and sees what is exported',
      '{% set q = question %}{% block b %}{{ q }}{% endblock %}',
      [['Why?', 'q', 'question']],
    ],
    [
      'a recursive loop: what it prints of itself is the call',
      '{% for i in items recursive %}{{ i.text }}{{ loop([]) }}{% endfor %}',
      [
        ['x', 'i.text', 'items'],
        ['y', 'i.text', 'items'],
      ],
    ],
  ];
  for (const [name, template, expected] of cases) {
    it(name, () => assert.deepEqual(pieces(template), expected));
  }

  it('pieces cover the output without gaps, and the output is that of renderTemplate', () => {
    const part = fc.constantFrom(
      'text ',
      '{{ question }}',
      '{{ nothing }}',
      '{% for i in items %}{{ i.text }},{% endfor %}',
      '{% filter upper %}{{ answer }}{% endfilter %}',
      '{% set x %}{{ question }}{% endset %}{{ x }}',
      '{% autoescape flag %}<{{ "<" }}{% endautoescape %}',
      '{% if flag %}{{ meta }}{% endif %}',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const template = parts.join('');
        const { rendered, trace } = traceTemplate(template, ROW);
        assert.deepEqual(rendered, renderTemplate(template, ROW));
        let at = 0;
        for (const { start, end } of trace.pieces) {
          assert.equal(start, at);
          assert.ok(end > start);
          at = end;
        }
        assert.equal(at, rendered.ok ? rendered.output.length : at);
      }),
    );
  });
});

describe('traceTemplate: undefined uses', () => {
  const cases: [string, string, [string, string, boolean][]][] = [
    ['none', '{{ question }}{{ meta.lang }}', []],
    ['a name', '{{ nothing }}', [['name', 'nothing', true]]],
    [
      'a part',
      '{{ meta.nothing }}{{ meta["x"] }}',
      [
        ['part', 'meta.nothing', true],
        ['part', 'meta["x"]', true],
      ],
    ],
    [
      'each place once',
      '{% for i in items %}{{ i.nothing }}{% endfor %}',
      [['part', 'i.nothing', true]],
    ],
    ['a filter that prints it', '{{ nothing|upper }}', [['name', 'nothing', true]]],
    [
      'asked on purpose',
      '{{ a|default("") }}{{ b is defined }}{% if c %}{% endif %}{{ 1 if d else 2 }}{{ e or 1 }}',
      [
        ['name', 'a', false],
        ['name', 'b', false],
        ['name', 'c', false],
        ['name', 'd', false],
        ['name', 'e', false],
      ],
    ],
    ['looped over', '{% for i in nothing %}{% endfor %}', [['name', 'nothing', true]]],
    ['where it fails', '{{ nothing.x }}', [['name', 'nothing', true]]],
  ];
  for (const [name, template, expected] of cases) {
    it(name, () => {
      const { undefinedUses } = traceTemplate(template, ROW).trace;
      const found = undefinedUses.map((use) => [use.kind, use.name, use.isPrinted]);
      assert.deepEqual(found, expected);
      for (const { name: text, template: span } of undefinedUses) {
        assert.equal(template.slice(span.start, span.end), text);
      }
    });
  }
});
