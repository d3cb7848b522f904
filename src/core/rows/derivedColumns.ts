import { t } from '../../l10n/t.js';
import { numberOf } from '../dataset/query/numberOf.js';
import { textMatcher } from '../dataset/query/textMatcher.js';
import type { RowCondition, RowFilter } from '../dataset/query/rowQuery.js';
import type { EvaluationType } from '../spec/evalSpec.js';
import type { RowFacts } from './rowFacts.js';
import type { FactTest } from './rowFilter.js';

/** A column that no file holds: it follows from the row's verdict and its details. */
export interface DerivedColumn {
  readonly name: string;
  /** What it holds, one short line. */
  readonly about: string;
  /** Of a row, none where there is nothing to say; several errors are several. */
  values(at: number): readonly (string | number)[];
}

/**
 * Columns for conditions and sorting, by name. A column of the file that is called the same comes
 * before them: they are reached with an `@` before their name then.
 */
export function derivedColumns(type: EvaluationType, facts: RowFacts): readonly DerivedColumn[] {
  const length = (name: string, which: 0 | 1, of: string): DerivedColumn => ({
    name,
    about: t('characters of {0}', of),
    values: (at) => given(facts.responseLength(at, which)),
  });
  const compared: DerivedColumn[] = [
    {
      name: 'orders',
      about: t('agree or disagree'),
      values(at) {
        const agree = facts.ordersAgree(at);
        return agree === undefined ? [] : [agree ? 'agree' : 'disagree'];
      },
    },
    length('response_length_a', 0, t('response A')),
    length('response_length_b', 1, t('response B')),
  ];
  return [
    { name: 'row', about: t('row of the dataset'), values: (at) => given(facts.row(at)) },
    { name: 'verdict', about: t('as the table shows it'), values: (at) => [facts.verdict(at)] },
    { name: 'outcome', about: t('passed, failed, invalid …'), values: (at) => [facts.outcome(at)] },
    {
      name: 'judgements',
      about: t('agree or differ, of a row judged several times'),
      values: (at) => (facts.isRepeated(at) ? [facts.isDisputed(at) ? 'differ' : 'agree'] : []),
    },
    {
      name: 'human',
      about: t('what people said who labelled it'),
      values: (at) => given(facts.human(at)?.verdict),
    },
    { name: 'error', about: t('timeout, refusal, truncated …'), values: facts.errorKinds },
    ...(type === 'compare' ? compared : [length('response_length', 0, t('the response'))]),
    {
      name: 'duration_ms',
      about: t('milliseconds to judge it'),
      values: (at) => given(facts.durationMs(at)),
    },
    { name: 'tokens', about: t('of all its requests'), values: (at) => given(facts.tokens(at)) },
  ];
}

function given<T extends string | number>(value: T | undefined): readonly T[] {
  return value === undefined || Number.isNaN(value) ? [] : [value];
}

/** Whether a derived column meets a condition: one of its values does. */
export function derivedTest(column: DerivedColumn, filter: RowFilter): FactTest {
  const meets = valueTest(filter);
  const isNot = filter.not === true;
  if (filter.kind === 'empty') return (at) => (column.values(at).length === 0) !== isNot;
  return (at) => column.values(at).some(meets) !== isNot;
}

function valueTest(condition: RowCondition): (value: string | number) => boolean {
  switch (condition.kind) {
    case 'text': {
      const { matches } = textMatcher(condition);
      return (value) => matches(String(value));
    }
    case 'equals': {
      const { text } = condition;
      return (value) => String(value) === text;
    }
    case 'range': {
      const { min, max } = condition;
      return (value) => {
        const number = typeof value === 'number' ? value : numberOf(value);
        return number !== undefined && number >= (min ?? -Infinity) && number <= (max ?? Infinity);
      };
    }
    case 'empty':
    case 'marked':
      return () => false;
  }
}
