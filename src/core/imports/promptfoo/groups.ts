import type { Json } from '../../json.js';
import type { GradedAssert } from './asserts.js';
import type { TestRow } from './testRows.js';

/** One criterion for one test. */
interface GroupItem {
  /** Index into the rows. */
  readonly row: number;
  readonly criterion: string;
}

/** Assertions that one spec can judge: of one type, judge and threshold. */
export interface AssertGroup {
  readonly assert: GradedAssert;
  readonly items: readonly GroupItem[];
  /** All items ask for the same: it stands in the rubric, else in a column. */
  readonly shared?: string;
}

/** Criteria that get a spec of their own; any more share one, with the criterion in a column. */
const MOST_SHARED = 6;

/**
 * The assertions of all tests by what one spec can hold. A criterion that (nearly) every test has gets
 * a spec of its own; those of single tests share a spec, as a column of the dataset.
 */
export function assertGroups(rows: readonly TestRow[]): AssertGroup[] {
  const byKey = new Map<string, { assert: GradedAssert; items: GroupItem[] }>();
  rows.forEach(({ asserts }, row) => {
    for (const assert of asserts) {
      const key = keyOf(assert);
      const known = byKey.get(key) ?? { assert, items: [] };
      known.items.push({ row, criterion: assert.value });
      byKey.set(key, known);
    }
  });
  return [...byKey.values()].flatMap(({ assert, items }) => split(assert, items, rows.length));
}

function keyOf(assert: GradedAssert): string {
  const parts: (Json | undefined)[] = [
    assert.type,
    assert.isNegated,
    assert.threshold,
    assert.metric,
    assert.provider,
    assert.rubricPrompt,
    assert.gavel,
  ];
  return JSON.stringify(parts.map((part) => part ?? null));
}

function split(assert: GradedAssert, items: readonly GroupItem[], rows: number): AssertGroup[] {
  const byCriterion = new Map<string, GroupItem[]>();
  for (const item of items) {
    const known = byCriterion.get(item.criterion);
    if (known) known.push(item);
    else byCriterion.set(item.criterion, [item]);
  }
  if (byCriterion.size === 1) {
    const [[criterion] = ['']] = byCriterion;
    return [{ assert, items, shared: criterion }];
  }
  const usual = [...byCriterion]
    .filter(([, each]) => each.length > 1 && each.length * 5 >= rows * 4)
    .slice(0, MOST_SHARED);
  const own = usual.map(([shared, each]): AssertGroup => ({ assert, items: each, shared }));
  const taken = new Set(usual.map(([criterion]) => criterion));
  const rest = items.filter(({ criterion }) => !taken.has(criterion));
  if (rest.length === 0) return own;
  const [first] = rest;
  const isSame = first && rest.every(({ criterion }) => criterion === first.criterion);
  return [...own, { assert, items: rest, ...(isSame && { shared: first.criterion }) }];
}
