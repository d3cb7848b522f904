import type { Value } from '../values/pythonValue.js';
import type { Builtin } from './builtin.js';
import { MARKUP_FILTERS } from './filters/markups.js';
import { NUMBER_FILTERS } from './filters/numbers.js';
import { ORDERING_FILTERS } from './filters/ordering.js';
import { PRETTY_PRINT } from './filters/prettyPrint.js';
import { SELECTING_FILTERS } from './filters/selecting.js';
import { SEQUENCE_FILTERS } from './filters/sequences.js';
import { TEXT_FILTERS } from './filters/texts.js';
import { TO_JSON } from './filters/toJson.js';
import { URLIZE } from './filters/urlize.js';
import { WORD_WRAP } from './filters/wrapText.js';
import { GLOBALS as GLOBAL_VALUES } from './globals.js';
import { testsOver } from './tests.js';

/** Every filter of Jinja2's default environment, by name. */
export const FILTERS: ReadonlyMap<string, Builtin> = byName([
  ...MARKUP_FILTERS,
  ...NUMBER_FILTERS,
  ...ORDERING_FILTERS,
  ...SELECTING_FILTERS,
  ...SEQUENCE_FILTERS,
  ...TEXT_FILTERS,
  PRETTY_PRINT,
  TO_JSON,
  URLIZE,
  WORD_WRAP,
]);

/** Every test of Jinja2's default environment, by name; `==`, `<` … are for `select` alone. */
export const TESTS: ReadonlyMap<string, Builtin> = byName(
  testsOver({ filter: (name) => FILTERS.has(name), test: (name) => TESTS.has(name) }),
);

/** The names that every template knows without any data. */
export const GLOBALS: ReadonlyMap<string, Value> = GLOBAL_VALUES;

function byName(builtins: readonly Builtin[]): ReadonlyMap<string, Builtin> {
  return new Map(builtins.map((builtin) => [builtin.name, builtin]));
}
