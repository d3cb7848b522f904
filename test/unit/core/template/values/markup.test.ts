import { dictOf } from '../../../../../src/core/template/values/dictKeys.js';
import { escaped, markupConcatenated } from '../../../../../src/core/template/values/markup.js';
import { binary, concatenated } from '../../../../../src/core/template/values/operators.js';
import { Float, Markup, Tuple } from '../../../../../src/core/template/values/pythonValue.js';
import { called, checkCases } from './valueCases.js';
import type { ValueCase } from './valueCases.js';

describe('Markup', () => {
  describe('operators', () => {
    const cases: readonly ValueCase[] = [
      [
        "Markup('<b>') + '<i>'",
        () => binary('+', new Markup('<b>'), '<i>'),
        "Markup('<b>&lt;i&gt;')",
      ],
      [
        "'<i>' + Markup('<b>')",
        () => binary('+', '<i>', new Markup('<b>')),
        "Markup('&lt;i&gt;<b>')",
      ],
      ["Markup('a') + 1", () => binary('+', new Markup('a'), 1), 'fails'],
      ["Markup('<') * 2", () => binary('*', new Markup('<'), 2), "Markup('<<')"],
      ["2 * Markup('<')", () => binary('*', 2, new Markup('<')), "Markup('<<')"],
      [
        "Markup('<b>%s</b>') % '<'",
        () => binary('%', new Markup('<b>%s</b>'), '<'),
        "Markup('<b>&lt;</b>')",
      ],
      [
        "Markup('%s %s') % ('<', Markup('<'))",
        () => binary('%', new Markup('%s %s'), new Tuple(['<', new Markup('<')])),
        "Markup('&lt; <')",
      ],
      [
        "Markup('%(a)s') % {'a': '<'}",
        () => binary('%', new Markup('%(a)s'), dictOf([['a', '<']])),
        "Markup('&lt;')",
      ],
      ["Markup('%r') % '<'", () => binary('%', new Markup('%r'), '<'), "Markup('&#39;&lt;&#39;')"],
      ["Markup('%d') % 5", () => binary('%', new Markup('%d'), 5), "Markup('5')"],
      ["'%s' % Markup('<')", () => binary('%', '%s', new Markup('<')), "'<'"],
    ];
    checkCases(cases);
  });

  describe('methods', () => {
    const cases: readonly ValueCase[] = [
      ["Markup('<b>').upper()", () => called(new Markup('<b>'), 'upper', []), "Markup('<B>')"],
      [
        "Markup('<b>').join(['<', Markup('<')])",
        () => called(new Markup('<b>'), 'join', [['<', new Markup('<')]]),
        "Markup('&lt;<b><')",
      ],
      [
        "Markup('a,b').split(',')",
        () => called(new Markup('a,b'), 'split', [',']),
        "[Markup('a'), Markup('b')]",
      ],
      [
        "Markup('a-b').partition('-')",
        () => called(new Markup('a-b'), 'partition', ['-']),
        "(Markup('a'), Markup('-'), Markup('b'))",
      ],
      ["Markup('a').center(5, '<')", () => called(new Markup('a'), 'center', [5, '<']), 'fails'],
      [
        "Markup('aXb').replace('X', '<')",
        () => called(new Markup('aXb'), 'replace', ['X', '<']),
        "Markup('a&lt;b')",
      ],
      [
        "Markup('{} {}').format('<', Markup('<'))",
        () => called(new Markup('{} {}'), 'format', ['<', new Markup('<')]),
        "Markup('&lt; <')",
      ],
      [
        "Markup('{:>5}').format('<')",
        () => called(new Markup('{:>5}'), 'format', ['<']),
        "Markup('    &lt;')",
      ],
      [
        "Markup('{:>5}').format(Markup('<'))",
        () => called(new Markup('{:>5}'), 'format', [new Markup('<')]),
        'fails',
      ],
      [
        "Markup('{[0]}').format(['<'])",
        () => called(new Markup('{[0]}'), 'format', [['<']]),
        'fails',
      ],
      ["Markup('abc').find('b')", () => called(new Markup('abc'), 'find', ['b']), '1'],
      [
        "Markup('<b>x</b>').striptags()",
        () => called(new Markup('<b>x</b>'), 'striptags', []),
        "'x'",
      ],
      [
        "Markup('a <!-- <b> --> &amp;  b').striptags()",
        () => called(new Markup('a <!-- <b> --> &amp;  b'), 'striptags', []),
        "'a & b'",
      ],
      [
        "Markup('<<!-- a -->!-- b -->x').striptags()",
        () => called(new Markup('<<!-- a -->!-- b -->x'), 'striptags', []),
        "'x'",
      ],
      [
        "Markup('&lt;&eacute;&#39;&#x41;&notit;&nope;&#128;').unescape()",
        () => called(new Markup('&lt;&eacute;&#39;&#x41;&notit;&nope;&#128;'), 'unescape', []),
        '"<é\'A¬it;&nope;€"',
      ],
      ["Markup('a').encode()", () => called(new Markup('a'), 'encode', []), "b'a'"],
      [
        "Markup('ab').capitalize()",
        () => called(new Markup('ab'), 'capitalize', []),
        "Markup('Ab')",
      ],
      [
        "Markup('a\\nb').splitlines()",
        () => called(new Markup('a\nb'), 'splitlines', []),
        "[Markup('a'), Markup('b')]",
      ],
      ["Markup('<').isalpha()", () => called(new Markup('<'), 'isalpha', []), 'False'],
    ];
    checkCases(cases);
  });

  describe('joining and escaping', () => {
    const cases: readonly ValueCase[] = [
      [
        "escape('<a href=\"x\">\\'&')",
        () => escaped('<a href="x">\'&'),
        "Markup('&lt;a href=&#34;x&#34;&gt;&#39;&amp;')",
      ],
      ["escape(Markup('<'))", () => escaped(new Markup('<')), "Markup('<')"],
      ['escape(5)', () => escaped(5), "Markup('5')"],
      ['escape(None)', () => escaped(null), "Markup('None')"],
      ['escape(undefined)', () => escaped(undefined), "Markup('')"],
      ["escape(['<'])", () => escaped(['<']), "Markup('[&#39;&lt;&#39;]')"],
      [
        "markup_join(['<', Markup('<')])",
        () => markupConcatenated(['<', new Markup('<')]),
        "Markup('&lt;<')",
      ],
      ["markup_join(['<', 1])", () => markupConcatenated(['<', 1]), "'<1'"],
      ['markup_join([])', () => markupConcatenated([]), "''"],
      [
        "str_join(['<', Markup('<'), 1, None, Undefined, 1.0])",
        () => concatenated(['<', new Markup('<'), 1, null, undefined, new Float(1)]),
        "'<<1None1.0'",
      ],
      ['str_join([])', () => concatenated([]), "''"],
    ];
    checkCases(cases);
  });
});
