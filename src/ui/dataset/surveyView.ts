import type { Survey } from '../../core/dataset/openDataset.js';
import { ROW_MARKS } from '../../core/dataset/rows/readRow.js';
import type { RowMark } from '../../core/dataset/rows/readRow.js';
import { JSON_TYPES } from '../../core/dataset/tableProfile.js';
import type { ColumnProfile, JsonType } from '../../core/dataset/tableProfile.js';
import { t } from '../../l10n/t.js';
import type { ColumnProfileView, SurveyView } from '../../shared/datasetViews.js';

const allMarked = (): Readonly<Record<RowMark, string>> => ({
  broken: t('can’t be read'),
  'extra-fields': t('more fields than the header'),
  'missing-fields': t('fewer fields than the header'),
  'stray-quote': t('a quote that is not doubled'),
  'repeated-key': t('a key twice'),
  'bad-bytes': t('bytes that are no text'),
});

/** What one reading of the whole file came to, as the view shows it. */
export function surveyView(survey: Survey): SurveyView {
  const { profile, problems, problemCount, marked, version } = survey;
  return {
    version,
    rows: profile.rows,
    columns: profile.columns.map(columnView),
    columnsLeftOut: profile.columnsLeftOut,
    problems: problems.map(({ severity, line, row, message }) => ({
      severity,
      line,
      message,
      ...(row !== undefined && { row }),
    })),
    problemCount,
    marked: ROW_MARKS.flatMap((mark) => {
      const rows = marked[mark] ?? 0;
      return rows > 0 ? [{ mark, label: allMarked()[mark], rows }] : [];
    }),
  };
}

function columnView(column: ColumnProfile): ColumnProfileView {
  const { name, types, missing, empty, distinct, distinctIsExact, lengths, numbers, top } = column;
  const present = JSON_TYPES.reduce((sum, type) => sum + (types[type] ?? 0), 0);
  return {
    name,
    kind: kindOf(column, present - empty),
    types: JSON_TYPES.filter((type) => types[type])
      .map((type) => `${type} ${types[type] ?? 0}`)
      .join(', '),
    filled: present - empty,
    empty,
    missing,
    firstMissing: column.firstMissing ?? null,
    distinct,
    distinctIsExact,
    lengths: lengths ? { ...lengths, histogram: [...lengths.histogram] } : null,
    numbers: numbers ? { ...numbers, histogram: [...numbers.histogram] } : null,
    top: top.map(({ text, type, count, isExact, row }) => ({
      text,
      kind: type,
      count,
      isExact,
      row,
    })),
  };
}

/** Types that nine of ten values have are what the column is. */
const MOSTLY = 0.9;

const KINDS: Readonly<Record<Exclude<JsonType, 'null'>, ColumnProfileView['kind']>> = {
  boolean: 'boolean',
  number: 'number',
  string: 'text',
  array: 'list',
  object: 'object',
};

function kindOf({ types, numbers }: ColumnProfile, filled: number): ColumnProfileView['kind'] {
  if (filled === 0) return 'empty';
  if (numbers && numbers.count >= MOSTLY * filled) return 'number';
  const found = JSON_TYPES.filter((type) => type !== 'null').find(
    (type) => (types[type] ?? 0) >= MOSTLY * filled,
  );
  return found ? KINDS[found] : 'mixed';
}
