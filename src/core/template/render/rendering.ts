import { FILTERS, GLOBALS, TESTS } from '../builtins/builtinTable.js';
import type { Builtin } from '../builtins/builtin.js';
import { bindArguments } from '../values/bindArguments.js';
import { attributeOf, itemOf } from '../values/lookUp.js';
import { Markup } from '../values/pythonValue.js';
import type { Given, Value } from '../values/pythonValue.js';
import { truthy } from '../values/truth.js';
import { checkText, createBudget } from './budget.js';
import type { Budget } from './budget.js';
import { MISSING } from './frame.js';
import type { RenderContext } from './renderContext.js';
import type { RowColumns } from './rowColumns.js';
import { fail } from './templateFailure.js';
import type { TraceWriter } from './traceWriter.js';

const MOST_TEXT = 10 * 1024 * 1024;

/** One rendering of one template on one row: its output so far, its line, what it may use up. */
export class Rendering implements RenderContext {
  readonly budget: Budget = createBudget();
  /** Output of the innermost capture: of the template itself where there is none. */
  out = '';
  /** Something other than text went to the output, as the result of a filter block may. */
  hasOther = false;
  /** What the first filter of a block takes. */
  blockText: Value = '';
  /** How many captures are open; what they collect is no output yet. */
  captures = 0;
  /** Line in the template that runs, from 1. */
  line = 1;
  autoescape = false;
  trace: TraceWriter | undefined;
  /** Values of the names a template looks up in the row, by place; undefined where not yet read. */
  readonly columns: Value[] = [];

  constructor(
    private readonly names: readonly string[],
    private readonly row: RowColumns,
  ) {}

  /** The column or global at a place of `names`; MISSING where there is none. */
  read(place: number): Value {
    const name = this.names[place] ?? '';
    const column = this.row.column(name);
    const value = column !== undefined ? column : GLOBALS.has(name) ? GLOBALS.get(name) : MISSING;
    this.columns[place] = value;
    return value;
  }

  write(text: string): void {
    this.out += text;
    if (this.out.length > MOST_TEXT) checkText(this.out.length);
  }

  beginCapture(): void {
    this.out = '';
    this.hasOther = false;
    this.captures += 1;
  }

  /** Text of a macro or block as a value. */
  safeText(text: string): Value {
    return this.autoescape ? new Markup(text) : text;
  }

  filter(name: string, value: Value, given: Given): Value {
    const builtin = FILTERS.get(name) ?? fail(`There is no filter "${name}"`);
    return runBuiltin(builtin, value, { given, context: this });
  }

  test(name: string, value: Value, given: Given): boolean {
    const builtin = TESTS.get(name) ?? fail(`There is no test "${name}"`);
    return truthy(runBuiltin(builtin, value, { given, context: this }));
  }

  attribute(target: Value, name: string): Value {
    return attributeOf(target, name);
  }

  item(target: Value, key: Value): Value {
    return itemOf(target, key);
  }
}

function runBuiltin(
  builtin: Builtin,
  value: Value,
  { given, context }: { readonly given: Given; readonly context: RenderContext },
): Value {
  const bound = bindArguments(`"${builtin.name}"`, builtin.parameters, {
    args: [value, ...given.args],
    named: given.named,
  });
  return builtin.run(bound, context);
}
