import type { Kind } from './columns.js';
import { chance, pick, several } from './draw.js';
import type { Macro } from './expressions.js';
import { expressionAt, inside, output, plainText, tag, type Place } from './place.js';

const PARAMETERS = ['a', 'b', 'c', 'x', 'label', 'items'];

export function macroDefinition(place: Place, inner: (at: Place) => string): string {
  const { draw } = place;
  if (chance(draw, 8)) {
    place.macros.push({ name: 'down', parameters: ['n'] });
    return `${tag(place, 'macro down(n)')}${tag(place, 'if n is number and 0 < n < 9')}${output(place, 'n')}${output(place, 'down(n - 1)')}${tag(place, 'endif')}${tag(place, 'endmacro')}${output(place, 'down(3)')}`;
  }
  const name = pick(draw, ['m', 'field', 'show', 'li', 'wrap']);
  const parameters = [...new Set(several(draw, [0, 3], () => pick(draw, PARAMETERS)))];
  let isDefaulted = false;
  const written = parameters.map((parameter, at) => {
    isDefaulted ||= chance(draw, 40);
    if (!isDefaulted) return parameter;
    const earlier =
      at > 0 && chance(draw, 15)
        ? parameters[at - 1]!
        : expressionAt(place, pick(draw, ['any', 'str', 'int'] as const), 0);
    return `${parameter}=${earlier}`;
  });
  const kinds = parameters.map((parameter): [string, Kind] => [
    parameter,
    pick(draw, ['str', 'str', 'int']),
  ]);
  const extra = chance(draw, 30)
    ? output(
        place,
        pick(draw, [
          'varargs',
          'kwargs',
          "varargs|join('+')",
          'varargs|length',
          'kwargs|dictsort',
          'kwargs.z',
          'varargs[0]',
          'caller is defined',
        ]),
      )
    : '';
  const caller = chance(draw, 30)
    ? pick(draw, [
        output(
          place,
          pick(draw, ['caller()', "caller() if caller else 'x'", 'caller and caller()']),
        ),
        output(place, `caller(${parameters[0] ?? '1'}) if caller`),
        `${tag(place, 'if caller')}${output(place, 'caller()')}${tag(place, 'endif')}`,
        output(place, 'caller() if caller is defined'),
        `${tag(place, 'for q in [1, 2]')}${output(place, 'caller(q, loop.index)')}${tag(place, 'endfor')}`,
      ])
    : '';
  const text = inner(inside({ ...place, macros: [] }, kinds, false));
  const definition = `${tag(place, `macro ${name}(${written.join(', ')})`)}${plainText(place)}${extra}${text}${caller}${tag(place, chance(draw, 1) ? `endmacro ${name}` : 'endmacro')}`;
  place.macros.push({ name, parameters });
  const use = chance(draw, 75) ? plainText(place) + output(place, macroCall(place)) : '';
  return definition + use;
}

export function macroCall(place: Place): string {
  const { draw } = place;
  if (place.macros.length === 0)
    return pick(draw, ['caller is defined', "'-'", "''", 'varargs is defined', "'-'", 'nope()']);
  const macro = pick(draw, place.macros);
  if (chance(draw, 8))
    return `${macro.name}.${pick(draw, ['name', 'arguments', 'catch_kwargs', 'catch_varargs', 'caller', 'nope'])}`;
  const call = `${macro.name}(${givenArguments(place, macro)})`;
  if (chance(draw, 25))
    return pick(draw, [
      `${call}|upper`,
      `${call}|trim`,
      `[${call}]`,
      `${call} ~ '!'`,
      `${call}|length`,
      `${call}|replace(' ', '_')`,
      `${call} is string`,
    ]);
  return call;
}

function givenArguments(place: Place, { parameters }: Macro): string {
  const { draw } = place;
  const value = () => expressionAt(place, pick(draw, ['any', 'str', 'int', 'num'] as const), 1);
  const wrong = draw(100);
  if (wrong < 4) return `*${expressionAt(place, 'list', 0)}`;
  if (wrong < 8) return `**{${parameters.map((name) => `'${name}': ${value()}`).join(', ')}}`;
  const given: string[] = [];
  let isNamed = false;
  for (const name of parameters) {
    if (chance(draw, 15)) break;
    isNamed ||= chance(draw, 25);
    given.push(isNamed ? `${name}=${value()}` : value());
  }
  if (wrong < 14 && !isNamed) given.push(value());
  else if (wrong < 20) given.push(`z=${value()}`);
  else if (wrong < 23) given.push(`**{'y': ${value()}}`);
  return given.join(', ');
}

export function callBlock(place: Place, inner: (at: Place) => string): string {
  const { draw } = place;
  const parameters = pick(draw, ['', '', '(q)', '(q, w=1)', '(q, i)', '()']);
  const names: [string, Kind][] = [
    ['q', 'int'],
    ['w', 'int'],
  ];
  const call =
    place.macros.length > 0 && chance(draw, 60)
      ? `${pick(draw, place.macros).name}(${chance(draw, 50) ? '' : expressionAt(place, 'str', 0)})`
      : 'each([1, 2])';
  const needsEach = call === 'each([1, 2])';
  const each = needsEach
    ? `${tag(place, 'macro each(xs)')}${tag(place, 'for e in xs')}${output(place, parameters === '(q, i)' ? 'caller(e, loop.index)' : parameters.startsWith('(q') ? 'caller(e)' : 'caller()')}${tag(place, 'endfor')}${tag(place, 'endmacro')}`
    : '';
  return `${each}${tag(place, `call${parameters} ${call}`)}${inner(inside(place, names, false))}${tag(place, 'endcall')}`;
}
