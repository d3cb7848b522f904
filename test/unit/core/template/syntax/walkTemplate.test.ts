import assert from 'node:assert/strict';
import { parseTemplate } from '../../../../../src/core/template/syntax/parseTemplate.js';
import { visitTemplate } from '../../../../../src/core/template/syntax/walkTemplate.js';

describe('visitTemplate', () => {
  for (const [title, source, expected] of [
    ['texts and operators', 'a{{ b + -c ~ d < e }}', 'b + -c ~ d < e|b + -c ~ d|b|-c ~ d|-c|c|d|e'],
    ['arguments', '{{ f(a, b=c, *d, **e) }}', 'f(a, b=c, *d, **e)|f|a|c|d|e'],
    ['filters and tests', '{{ a|f(b) is g(c) }}', 'a|f(b) is g(c)|a|f(b)|a|b|c'],
    ['parts', '{{ a.b[c:d:e] }}', 'a.b[c:d:e]|a.b|a|c:d:e|c|d|e'],
    ['literals', '{{ [a], {b: c}, (d,) }}', '[a], {b: c}, (d,)|[a]|a|{b: c}|b|c|(d,)|d'],
    ['inline if', '{{ a if b else c }}', 'a if b else c|a|b|c'],
  ] as const) {
    it(`gives ${title} in the order of the source`, () => {
      const seen: string[] = [];
      visitTemplate(parseTemplate(source).body, ({ kind, start, end }) => {
        if (kind !== 'output' && kind !== 'text') seen.push(source.slice(start, end));
      });
      assert.equal(seen.join('|'), expected);
    });
  }

  it('gives the parts of every statement', () => {
    const source =
      '{% if a %}{{ b }}{% elif c %}{{ d }}{% else %}{{ e }}{% endif %}' +
      '{% for x in f if g %}{{ h }}{% else %}{{ i }}{% endfor %}' +
      '{% set x = j %}{% set x | k(l) %}{{ m }}{% endset %}{% with x = n %}{{ o }}{% endwith %}' +
      '{% macro x(y=p) %}{{ q }}{% endmacro %}{% call(y=r) s(t) %}{{ u }}{% endcall %}' +
      '{% filter k(v) %}{{ w }}{% endfilter %}{% block x %}{{ aa }}{% endblock %}' +
      '{% autoescape bb %}{{ cc }}{% endautoescape %}{% include dd %}{% print ee %}';
    const names: string[] = [];
    visitTemplate(parseTemplate(source).body, (node) => {
      if (node.kind === 'name') names.push(node.name);
    });
    assert.equal(names.join(' '), 'a b c d e f g h i j l m n o p q r s t u v w aa bb cc dd ee');
  });
});
