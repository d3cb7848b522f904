import { isJudgedTwice } from '../judging/chatRequests.js';
import { repeatsOf } from '../judging/repeatedVerdict.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import { readFilter } from './rowFilter.js';
import { ROW_OUTCOMES } from '../runs/resultRow.js';
import { ERROR_KINDS } from './rowFacts.js';
import type { RowFacts } from './rowFacts.js';

/** How many rows each filter of a kind of run is met by; scores have too many to be listed. */
export function countFilters(
  spec: ResolvedSpec,
  facts: RowFacts,
): Readonly<Record<string, number>> {
  const ids = [
    ...ROW_OUTCOMES,
    ...(spec.type === 'classify' ? spec.labels.map((label) => `label:${label.trim()}`) : []),
    ...(isJudgedTwice(spec) ? ['disagree'] : []),
    ...(repeatsOf(spec) > 1 ? ['disputed'] : []),
    'human:differs',
    'human:agrees',
    ...ERROR_KINDS.map((kind) => `error:${kind}`),
  ];
  return Object.fromEntries(ids.map((id) => [id, countRows(id, facts)]));
}

function countRows(id: string, facts: RowFacts): number {
  const holds = readFilter(id, facts);
  let count = 0;
  for (let at = 0; at < facts.size; at += 1) if (holds(at)) count += 1;
  return count;
}
