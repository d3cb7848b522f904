import assert from 'node:assert/strict';
import { answer, type Answer } from './answers.js';

describe('templates: loops', () => {
  const cases: [string, string, Answer][] = [
    [
      'loop parts',
      '{% for i in c %}{{ loop.index }}{{ loop.index0 }}{{ loop.revindex }}{{ loop.revindex0 }}{{ loop.first }}{{ loop.last }}{{ loop.length }};{% endfor %}',
      '1032TrueFalse3;2121FalseFalse3;3210FalseTrue3;',
    ],
    [
      'previtem and nextitem',
      '{% for i in c %}[{{ loop.previtem }},{{ loop.nextitem }}]{% endfor %}',
      '[,2][1,3][2,]',
    ],
    [
      'cycle and changed',
      '{% for i in [1, 1, 2] %}{{ loop.cycle("a", "b") }}{{ loop.changed(i) }} {% endfor %}',
      'aTrue bFalse aTrue ',
    ],
    [
      'length of a generator',
      '{% for i in c|map("string") %}{{ loop.index }}/{{ loop.length }} {% endfor %}',
      '1/3 2/3 3/3 ',
    ],
    [
      'last of a generator',
      '{% for i in c|select("odd") %}{{ i }}{{ "," if not loop.last }}{% endfor %}',
      '1,3',
    ],
    [
      'revindex with a filter',
      '{% for i in c if i != 2 %}{{ i }}{{ loop.revindex }}{% endfor %}',
      '1231',
    ],
    [
      'items that a filter unpacked are tuples',
      '{% for x, y in rows if x %}{{ loop.nextitem }}{% endfor %}',
      '(3, 4)',
    ],
    [
      'items without a filter stay lists',
      '{% for x, y in rows %}{{ loop.nextitem }}{% endfor %}',
      '[3, 4]',
    ],
    [
      'loop in a filter is the outer loop',
      '{% for i in c %}{% for j in c if j == loop.index %}{{ i }}{{ j }} {% endfor %}{% endfor %}',
      '11 22 33 ',
    ],
    [
      'recursion with depth',
      '{% for t in tree recursive %}{{ loop.depth }}:{{ t.n }}{{ loop(t.c) }} {% endfor %}',
      '1:12:23:4  2:3  1:5 ',
    ],
    [
      'recursion with else',
      '{% for t in tree recursive %}{{ t.n }}{{ loop(t.c) }}{% else %}-{% endfor %}',
      '124-3-5-',
    ],
    [
      'recursion into an inner loop',
      '{% for t in tree recursive %}{{ t.n }}{% if t.c %}({% for x in [1] %}{{ loop.depth0 }}{% endfor %}{{ loop(t.c) }}){% endif %}{% endfor %}',
      '1(02(04)3)5',
    ],
    [
      'a recursive loop with a filter and an outer name',
      '{% macro ok(x) %}{{ x }}{% endmacro %}{% for t in tree if ok(t.n) != "5" recursive %}{{ t.n }}{{ loop(t.c) }}{% endfor %}',
      '1243',
    ],
    ['else', '{% for i in e %}{% else %}none{% endfor %}', 'none'],
    [
      'a list that grows',
      '{% set l = [1, 2] %}{% for i in l %}{% if l|length < 5 %}{{ l.append(i) or "" }}{% endif %}{{ i }}{% endfor %}',
      '12121',
    ],
    ['a dict gives its keys', '{% for k in d %}{{ k }}{% endfor %}', 'kitems'],
    ['text gives code points', '{% for ch in "aé𝒳" %}{{ ch }}|{% endfor %}', 'a|é|𝒳|'],
    [
      'loop itself',
      '{% for i in c %}{{ loop }}{% endfor %}',
      '<LoopContext 1/3><LoopContext 2/3><LoopContext 3/3>',
    ],
    [
      'loop of the outer loop by another name',
      '{% for i in c %}{% set outer = loop %}{% for j in [1] %}{{ outer.index }}{{ loop.index }} {% endfor %}{% endfor %}',
      '11 21 31 ',
    ],
    [
      'nested targets',
      '{% for (x, y), z in [[[1, 2], 3]] %}{{ x }}{{ y }}{{ z }}{% endfor %}',
      '123',
    ],
    [
      'a generator is spent',
      '{% set g = c|map("string") %}{% for i in g %}{{ i }}{% endfor %}{% for i in g %}!{% endfor %}',
      '123',
    ],
  ];
  for (const [name, template, expected] of cases) {
    it(name, () => assert.deepEqual(answer(template), expected));
  }
});
