import type { RowOutcome } from '../runs/resultRow.js';
import { ROW_OUTCOMES } from '../runs/resultRow.js';
import { ERROR_KINDS } from './rowFacts.js';
import type { RowFacts } from './rowFacts.js';

/** Whether a row of the facts, named by its place from 0, is wanted. */
export type FactTest = (at: number) => boolean;

/**
 * A filter by its id: an outcome, `disagree`, `disputed`, `label:…`, `score:from:to` (`to` not
 * included unless a third part is 1), `error:` and a kind, `human:differs` and `human:agrees`, `rows:` and their names (as `OpenRows` has
 * them) with commas between. An id that nobody knows holds for no row.
 */
export function readFilter(id: string, facts: RowFacts): FactTest {
  if (id === 'disagree') return (at) => facts.ordersAgree(at) === false;
  if (id === 'disputed') return facts.isDisputed;
  const [name = '', ...rest] = id.split(':');
  switch (name) {
    case 'label': {
      const label = rest.join(':');
      return (at) => isEvaluated(facts.outcome(at)) && facts.verdict(at) === label;
    }
    case 'score': {
      const [from = NaN, to = NaN, last] = rest.map(Number);
      return (at) => {
        const score = facts.score(at);
        if (!isEvaluated(facts.outcome(at))) return false;
        return score >= from && (score < to || (score === to && (from === to || last === 1)));
      };
    }
    case 'rows': {
      const names = new Set((rest[0] ?? '').split(',').map(Number));
      return (at) => names.has(facts.row(at) ?? -(at + 1));
    }
    case 'human': {
      const agrees = rest[0] === 'agrees';
      return (at) => facts.human(at)?.agrees === agrees;
    }
    case 'error': {
      const kind = ERROR_KINDS.find((each) => each === rest[0]);
      return (at) => kind !== undefined && facts.hasError(at, kind);
    }
    default:
      return (at) => facts.outcome(at) === id;
  }
}

/**
 * Filters of one kind are alternatives, those of several kinds must all hold: `failed` and `invalid`
 * are rows of both, `failed` and `disagree` the failed rows whose orders disagree.
 */
export function readFilters(ids: readonly string[], facts: RowFacts): FactTest[] {
  const kinds = new Map<string, FactTest[]>();
  for (const id of ids) {
    const kind = kindOf(id);
    kinds.set(kind, [...(kinds.get(kind) ?? []), readFilter(id, facts)]);
  }
  return [...kinds.values()].map((tests) => (at) => tests.some((holds) => holds(at)));
}

function kindOf(id: string): string {
  if (ROW_OUTCOMES.some((outcome) => outcome === id)) return 'outcome';
  const [name = ''] = id.split(':');
  return name === 'score' ? 'label' : name;
}

/** A row that counts as passed or failed: one with a label or a score. */
function isEvaluated(outcome: RowOutcome): boolean {
  return outcome === 'passed' || outcome === 'failed';
}
