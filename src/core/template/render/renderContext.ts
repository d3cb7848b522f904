import type { Given, Value } from '../values/pythonValue.js';
import type { Budget } from './budget.js';

/** What filters, tests and globals get of the rendering they take part in. */
export interface RenderContext {
  readonly budget: Budget;
  /** Inside `{% autoescape true %}`. */
  readonly autoescape: boolean;
  /** Calls a filter by name, for `map('upper')`; an unknown one fails. */
  filter(name: string, value: Value, given: Given): Value;
  /** Calls a test by name, for `select('odd')`. */
  test(name: string, value: Value, given: Given): boolean;
  /** Whether `obj.name` / `obj[name]`: Jinja2's `getattr` (attribute first) and `getitem`. */
  attribute(target: Value, name: string): Value;
  item(target: Value, key: Value): Value;
}
