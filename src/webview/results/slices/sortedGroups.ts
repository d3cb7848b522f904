import type { SliceGroupView } from '../../../shared/results/slicesProtocol.js';

export type SliceSort = 'natural' | 'group' | 'rows' | 'mean' | 'rate' | 'difference' | 'p';

export interface SliceOrder {
  /** `natural`: as they come, frequent ones or small numbers first. */
  readonly sort: SliceSort;
  readonly descending: boolean;
}

/** Groups in the order asked for; those without a figure come last either way. */
export function sortedGroups(
  groups: readonly SliceGroupView[],
  { sort, descending }: SliceOrder,
): readonly SliceGroupView[] {
  if (sort === 'natural') return groups;
  const sign = descending ? -1 : 1;
  return [...groups].sort((a, b) => {
    if (sort === 'group') {
      return sign * a.label.localeCompare(b.label, undefined, { numeric: true });
    }
    const [x, y] = [figure(a, sort), figure(b, sort)];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return sign * (x - y);
  });
}

function figure(group: SliceGroupView, sort: Exclude<SliceSort, 'natural' | 'group'>) {
  switch (sort) {
    case 'rows':
      return group.n;
    case 'mean':
      return group.mean?.value ?? null;
    case 'rate':
      return group.rate?.value ?? null;
    case 'difference':
      return group.difference.value;
    case 'p':
      return group.p.value;
  }
}
