/**
 * Levels of lists and objects in one another that a JSON text of ours may have. `JSON.parse` takes any
 * number, while all that goes through a value afterwards recurses and would exhaust the stack.
 */
export const DEEPEST_JSON = 1000;

/** Whether a value as `JSON.parse` gives it has more than so many levels. */
export function isNestedDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  const items: unknown[] = Array.isArray(value) ? value : Object.values(value);
  return items.some((item) => isNestedDeeper(item, levels - 1));
}
