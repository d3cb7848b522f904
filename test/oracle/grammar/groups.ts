import * as fc from 'fast-check';
import type { TemplateCase } from '../pythonJinja2.js';
import { drawColumns } from './columns.js';
import { corpusVariant } from './corpusVariants.js';
import { chance, pick, several, type Draw } from './draw.js';
import { EXPRESSION_GROUPS, groupExpression, type ExpressionGroup } from './expressions.js';
import { brokenExpression, fault, leadingLines, mutated, nested } from './faults.js';
import { judgeTemplate } from './judge.js';
import { brokenOverLines, expressionAt, output, plainText, type Place } from './place.js';
import { body, type StatementKind } from './statements.js';

const STATEMENT_GROUPS = {
  'if-for': ['if', 'for', 'for', 'for', 'set', 'if'],
  'set-scope': ['set', 'set', 'setBlock', 'namespace', 'with', 'block', 'autoescape', 'for', 'if'],
  macros: ['macro', 'macro', 'macro', 'call', 'filter', 'macroCall', 'for', 'set'],
  whitespace: [
    'if',
    'for',
    'raw',
    'comment',
    'set',
    'setBlock',
    'macro',
    'filter',
    'raw',
    'comment',
  ],
} as const satisfies Record<string, readonly StatementKind[]>;
const EVERY_STATEMENT: readonly StatementKind[] = [
  ...new Set(Object.values(STATEMENT_GROUPS).flat()),
  'call',
];

export const GROUPS: readonly string[] = [
  ...EXPRESSION_GROUPS,
  ...Object.keys(STATEMENT_GROUPS),
  'errors',
  'judge',
  'corpus',
];

/** Random templates of the group, each with a row whose columns it uses. */
export function templateCases(group: string): fc.Arbitrary<TemplateCase> {
  return fc.gen().map((g) => {
    const draw: Draw = (count) => g(fc.nat, { max: Math.max(0, count - 1) });
    return templateCase(draw, group);
  });
}

/** One template of the group, and a row whose columns it uses, by what is drawn. */
export function templateCase(draw: Draw, group: string): TemplateCase {
  if (group === 'judge') return judgeTemplate(draw);
  if (group === 'corpus') return corpusVariant(draw);
  const { names, context } = drawColumns(draw);
  const place: Place = {
    draw,
    names,
    macros: [],
    isInLoop: false,
    trims: group === 'whitespace' ? 35 : pick(draw, [0, 0, 4, 12]),
    breaks: pick(draw, [5, 25, 50]),
    newline: chance(draw, group === 'text' || group === 'whitespace' ? 20 : 2) ? '\r\n' : '\n',
  };
  const lead = chance(draw, 25) ? leadingLines(draw, 3, place.newline) : '';
  const end = chance(draw, 25) ? pick(draw, ['\n', '\n\n', ' \n', '\r\n', '.', ' end']) : '';
  return { template: lead + templateOf(place, group) + end, context };
}

function templateOf(place: Place, group: string): string {
  if (group === 'errors') return errorTemplate(place);
  if (group in STATEMENT_GROUPS) {
    // Just checked.
    return body(place, STATEMENT_GROUPS[group as keyof typeof STATEMENT_GROUPS], 3);
  }
  // Every other group is one of expressions.
  return expressionTemplate(place, group as ExpressionGroup);
}

function errorTemplate(place: Place): string {
  const { draw, newline } = place;
  const lines = leadingLines(draw, 7, newline);
  const way = draw(100);
  if (way < 35)
    return lines + (chance(draw, 60) ? fault(draw) : nested(draw, fault(draw), newline));
  if (way < 55) return lines + nested(draw, brokenExpression(draw, newline), newline);
  if (way < 65) return lines + nested(draw, output(place, expressionAt(place, 'any', 2)), newline);
  const broken = body({ ...place, breaks: 60 }, EVERY_STATEMENT, 3);
  return lines + (way < 95 ? mutated(draw, broken) : broken);
}

/** One or two expressions, printed or used in one of several ways. */
function expressionTemplate(place: Place, group: ExpressionGroup): string {
  const { draw } = place;
  const make = () =>
    brokenOverLines(place, groupExpression(draw, place, group, pick(draw, [1, 1, 2])));
  const shapes: readonly (() => string)[] = [
    () => output(place, make()),
    () => output(place, make()),
    () => output(place, make()),
    () => `${output(place, make())} / ${output(place, make())}`,
    () => `${output(place, make())}\n${output(place, make())}\n`,
    () => `{{ [${make()}, ${make()}] }}`,
    () => `{{ {'k': ${make()}} }}`,
    () => `{{ {'p': ${make()}, 'q': ${make()}}|tojson }}`,
    () => `{{ (${make()}) ~ '-' ~ (${make()}) }}`,
    () => `{{ (${make()})|string|title }}`,
    () => `{{ (${make()}) == (${make()}) }}`,
    () => `{{ (${make()}) or (${make()}) }}`,
    () => `{% if ${make()} %}yes{% else %}no{% endif %}`,
    () => `{% set v = ${make()} %}{{ v }}|{{ v is string }}`,
    () => `{% set w %}{{ ${make()} }}{% endset %}[{{ w }}]`,
    () => `{% with z = (${make()}) %}{{ z }};{{ z }}{% endwith %}`,
    () =>
      `{% for q in [${make()}, ${make()}] %}{{ q }}{% if not loop.last %}; {% endif %}{% endfor %}`,
    () => `{% for q in (${make()}) %}{{ loop.index }}:{{ q }} {% endfor %}`,
    () => `{% macro m(a) %}<{{ a }}>{% endmacro %}{{ m(${make()}) }}`,
    () => `{% filter upper %}{{ ${make()} }}{% endfilter %}`,
    () => `{% autoescape true %}{{ ${make()} }}{% endautoescape %}`,
    () => `${plainText(place)}${output(place, make())}${plainText(place)}`,
    () => several(draw, [2, 4], () => plainText(place) + output(place, make())).join(place.newline),
    () =>
      `{{ (${make()}) is $test }}`.replace('$test', () =>
        pick(draw, ['none', 'string', 'number', 'mapping', 'sequence', 'iterable', 'defined']),
      ),
  ];
  return pick(draw, shapes)();
}
