import { t } from '../../../l10n/t.js';
import type { FilterView } from '../../../shared/datasetViews.js';
import { patternFault } from '../find/findPattern.js';

/** What can be asked of a column, in the order of a menu. */
export const conditions = () =>
  [
    ['contains', t('contains')],
    ['lacks', t('does not contain')],
    ['matches', t('matches')],
    ['mismatches', t('does not match')],
    ['is', t('is')],
    ['differs', t('is not')],
    ['empty', t('is empty')],
    ['filled', t('is not empty')],
    ['between', t('is between')],
    ['outside', t('is not between')],
  ] as const;
type Condition = ReturnType<typeof conditions>[number][0];

/** A filter as it is being written. */
export interface FilterDraft {
  /** Null: any. */
  readonly column: string | null;
  readonly condition: Condition;
  readonly text: string;
  readonly min: string;
  readonly max: string;
  readonly matchCase: boolean;
  readonly wholeWord: boolean;
}

export const EMPTY_DRAFT: FilterDraft = {
  column: null,
  condition: 'contains',
  text: '',
  min: '',
  max: '',
  matchCase: false,
  wholeWord: false,
};

/** What is still wrong, and in which field. */
export interface DraftFault {
  readonly field: 'column' | 'text' | 'min' | 'max';
  readonly message: string;
}

/** What the fields of a condition are. */
export function fieldsOf(condition: Condition): 'text' | 'pattern' | 'value' | 'range' | 'none' {
  switch (condition) {
    case 'contains':
    case 'lacks':
      return 'text';
    case 'matches':
    case 'mismatches':
      return 'pattern';
    case 'is':
    case 'differs':
      return 'value';
    case 'empty':
    case 'filled':
      return 'none';
    case 'between':
    case 'outside':
      return 'range';
  }
}

const NEGATIVE: ReadonlySet<Condition> = new Set([
  'lacks',
  'mismatches',
  'differs',
  'filled',
  'outside',
]);

export function readDraft(draft: FilterDraft): FilterView | DraftFault {
  const { column, condition, text, matchCase, wholeWord } = draft;
  const not = NEGATIVE.has(condition) && { not: true };
  const fields = fieldsOf(condition);
  if (fields === 'text' || fields === 'pattern') {
    if (text === '') return { field: 'text', message: t('Write what to look for.') };
    const isPattern = fields === 'pattern';
    const fault = isPattern ? patternFault(text, matchCase) : null;
    if (fault !== null) return { field: 'text', message: fault };
    const query = { text, matchCase, wholeWord, regex: isPattern };
    return { kind: 'text', column, ...query, ...not };
  }
  if (column === null) return { field: 'column', message: t('Choose a column for this.') };
  if (fields === 'value') return { kind: 'equals', column, text, ...not };
  if (fields === 'none') return { kind: 'empty', column, ...not };
  const [min, max] = [readNumber(draft.min), readNumber(draft.max)];
  if (min === undefined) return { field: 'min', message: noNumber() };
  if (max === undefined) return { field: 'max', message: noNumber() };
  if (min === null && max === null) return { field: 'min', message: t('Write at least one end.') };
  if (min !== null && max !== null && min > max) {
    return { field: 'max', message: t('The second number is smaller than the first.') };
  }
  return { kind: 'range', column, min, max, ...not };
}

const noNumber = () => t('That is no number. Write one such as -1.5 or 2e3.');

/** Null where there is none; undefined where it is something else. */
function readNumber(text: string): number | null | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const value = Number(trimmed);
  return /^[+-]?(\d|\.\d)/.test(trimmed) && Number.isFinite(value) ? value : undefined;
}

/** The fields that give this filter; null for one that no form makes. */
export function draftOf(filter: FilterView): FilterDraft | null {
  const not = filter.not === true;
  switch (filter.kind) {
    case 'text': {
      const { column, text, matchCase, wholeWord, regex } = filter;
      const condition = regex ? (not ? 'mismatches' : 'matches') : not ? 'lacks' : 'contains';
      return { ...EMPTY_DRAFT, column, text, matchCase, wholeWord, condition };
    }
    case 'equals':
      return {
        ...EMPTY_DRAFT,
        column: filter.column,
        text: filter.text,
        condition: not ? 'differs' : 'is',
      };
    case 'empty':
      return { ...EMPTY_DRAFT, column: filter.column, condition: not ? 'filled' : 'empty' };
    case 'range':
      return {
        ...EMPTY_DRAFT,
        column: filter.column,
        condition: not ? 'outside' : 'between',
        min: filter.min === null ? '' : String(filter.min),
        max: filter.max === null ? '' : String(filter.max),
      };
    case 'marked':
      return null;
  }
}
