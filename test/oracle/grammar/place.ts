import type { Kind } from './columns.js';
import { anyText, word } from './columns.js';
import { chance, pick, several, type Draw } from './draw.js';
import { expression, type Macro, type Result } from './expressions.js';

/** A place in a template that is being written: what it sees, and how its tags are spaced. */
export interface Place {
  readonly draw: Draw;
  /** Changed by `set` within the scope; inner scopes have a copy. */
  readonly names: Map<string, Kind>;
  readonly macros: Macro[];
  readonly isInLoop: boolean;
  /** How many of 100 tags have whitespace control. */
  readonly trims: number;
  /** How many of 100 texts between tags begin or end with line breaks. */
  readonly breaks: number;
  readonly newline: string;
}

export function inside(
  place: Place,
  names: Iterable<readonly [string, Kind]>,
  isInLoop = place.isInLoop,
): Place {
  return {
    ...place,
    names: new Map([...place.names, ...names]),
    macros: [...place.macros],
    isInLoop,
  };
}

export function expressionAt(place: Place, kind: Result, depth = 1): string {
  const text = expression(place.draw, place, kind, depth);
  return brokenOverLines(place, text);
}

/** Now and then a line break where the template allows one, so that nodes get lines of their own. */
export function brokenOverLines(place: Place, source: string): string {
  if (!chance(place.draw, 8)) return source;
  return source.replace(/(?<=[([{,|~+]) ?(?=[^'"]*$)/gu, (gap) =>
    chance(place.draw, 50) ? `${place.newline}  ` : gap,
  );
}

function edge({ draw, trims }: Place): string {
  return chance(draw, trims) ? pick(draw, ['-', '-', '-', '+']) : '';
}

export function tag(place: Place, content: string): string {
  const gap = chance(place.draw, 95)
    ? ' '
    : pick(place.draw, ['', '  ', '\n', '\t', place.newline]);
  return `{%${edge(place)}${gap}${content}${gap}${edge(place)}%}`;
}

export function output(place: Place, content: string): string {
  const gap = chance(place.draw, 95) ? ' ' : pick(place.draw, ['', '  ', '\n']);
  const start = edge(place).replace('+', '-');
  const end = edge(place).replace('+', '-');
  // `{{}` and `-5` must not become other tokens.
  const safeGap = gap === '' && /^[{\-+]|[}\-+]$/u.test(content) ? ' ' : gap;
  return `{{${start}${safeGap}${content}${safeGap}${end}}}`;
}

const ODD_TEXTS = [
  '{',
  '}',
  '%',
  '#',
  '{ {',
  '} }',
  '{ %',
  '%}',
  '}}',
  '#}',
  '$x',
  "it's",
  '"',
  '\\n',
  '<b>',
  '&',
  '|',
  '🙂',
  'é',
  '\u00a0',
  '\t',
  '# x',
  '-',
  '{%%'.slice(0, 1),
];

/** Plain text between tags: spaces, line breaks, odd characters that open no tag. */
export function plainText(place: Place): string {
  const { draw } = place;
  const blank = () =>
    chance(draw, place.breaks)
      ? several(draw, [1, 2], () =>
          pick(draw, [place.newline, place.newline, `${place.newline}  `, ` ${place.newline}`]),
        ).join('')
      : pick(draw, ['', ' ', ' ', '']);
  const kernel = chance(draw, 60)
    ? several(draw, [0, 3], () => word(draw)).join(' ')
    : chance(draw, 60)
      ? pick(draw, ['-', ',', ': ', '|', ' = ', '. ', ';', '* '])
      : chance(draw, 50)
        ? pick(draw, ODD_TEXTS)
        : anyText(draw).replace(/\{[{%#]/gu, '(');
  // A brace before a tag opens another one: mostly kept apart.
  return (blank() + kernel + blank()).replace(/\{$/u, chance(draw, 10) ? '{' : '( ');
}

export function comment(place: Place): string {
  const text = pick(place.draw, [
    'note',
    'two\nlines',
    '{{ x }}',
    '{% if %}',
    '',
    "it's",
    '{# nested',
    '\n\n',
  ]);
  return `{#${edge(place)} ${text} ${edge(place)}#}`;
}

export function raw(place: Place): string {
  const { draw } = place;
  const text = pick(draw, [
    '{{ x }}',
    ' {{ y }} ',
    '{% if x %}',
    '{{\n}}',
    '{',
    '{# c #}',
    '\n  {{ z }}\n',
    '',
    ' ',
    '{%',
  ]);
  return `${tag(place, 'raw').replace('+%}', '%}')}${text}${tag(place, 'endraw')}`;
}
