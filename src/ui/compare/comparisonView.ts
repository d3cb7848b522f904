import {
  clearDifference,
  comparisonSentence,
  pText,
  shortDelta,
} from '../../core/compare/comparisonSentence.js';
import type { ComparedRun, Comparison } from '../../core/compare/comparison.js';
import type { Measure } from '../../core/compare/pairedChange.js';
import { runDifferences } from '../../core/compare/runDifferences.js';
import type { Estimate, RunManifest } from '../../core/runs/manifest.js';
import { responders } from '../../core/spec/responders.js';
import { responseColumns } from '../../core/spec/specTemplates.js';
import { specColumns } from '../../core/spec/specColumns.js';
import { grouped, meanText, percent, percentRange } from '../../core/stats/figures.js';
import { decimalText, t } from '../../l10n/t.js';
import type { ComparedRunView, ComparisonView } from '../../shared/compareProtocol.js';
import type { ListedRows } from './listedRows.js';

/** Columns of the dataset that the table shows. */
const MOST_COLUMNS = 3;
/** Of the shorter run. Below this share, it is asked whether columns were renamed. */
const FEW_PAIRS = 0.5;

/** A run in the heads of the view. */
export function comparedRunView({ manifest }: ComparedRun, uri: string): ComparedRunView {
  const { name, id, created_at: created, demo, backend, models } = manifest;
  const judged = responders(manifest.spec).map(([, who]) =>
    typeof who === 'string' ? t('column {0}', who) : who.model,
  );
  return {
    uri,
    name,
    id,
    when: created.slice(0, 16).replace('T', ' '),
    demo,
    facts: [judged.join(' against '), t('{0} as judge', models.judge.model), backend].join(' · '),
  };
}

interface ComparisonParts {
  readonly comparison: Comparison;
  readonly a: ComparedRun;
  readonly b: ComparedRun;
  readonly rows: ListedRows;
  readonly version: number;
  readonly mapped: readonly (readonly [string, string])[];
}

/** All that stands above the rows of two compared runs. */
export function comparisonView(parts: ComparisonParts): ComparisonView {
  const { comparison, a, b, rows, version } = parts;
  const { measure, delta } = comparison;
  const text = shortDelta(comparison);
  const scale = scaleAround(delta ? [delta] : []);
  return {
    version,
    sentence: `${comparisonSentence(comparison)}.`,
    clear: clearDifference(comparison),
    cautions: [...comparison.cautions],
    delta: delta && text !== null ? { estimate: delta, text } : null,
    scale,
    ends: [endText(scale.min, measure), endText(scale.max, measure)],
    a: sideText(comparison.a, measure),
    b: sideText(comparison.b, measure),
    measure: measures()[measure],
    facts: factsOf(comparison),
    filters: rows.filters,
    total: rows.total,
    mapping: mappingOf(parts),
    differences: runDifferences(a.manifest, b.manifest),
    columns: shownColumns(comparison, b.manifest).map((column) => ({ id: column, label: column })),
  };
}

const measures = (): Record<Measure, string> => ({
  pass_rate: t('pass rate'),
  mean_score: t('mean score'),
  win_rate_a: t('win rate of response A'),
});

/** Ends of the bar for differences: the same to both sides of 0, round, and wide enough for all. */
export function scaleAround(estimates: readonly Estimate[]): { min: number; max: number } {
  const reach = Math.max(
    0,
    ...estimates.flatMap(({ low, high }) => [Math.abs(low), Math.abs(high)]),
  );
  if (reach === 0) return { min: -1, max: 1 };
  const power = 10 ** Math.floor(Math.log10(reach));
  const steps = [1, 2, 5, 10].map((step) => step * power);
  const max = steps.find((step) => step >= reach) ?? reach;
  return { min: -max, max };
}

function endText(end: number, measure: Measure): string {
  const amount = +(measure === 'mean_score' ? end : 100 * end).toPrecision(6);
  const text = `${amount < 0 ? '−' : '+'}${decimalText(String(Math.abs(amount)))}`;
  return measure === 'mean_score' ? text : t('{0} pts', text);
}

function sideText(estimate: Estimate | null, measure: Measure): string | null {
  if (!estimate) return null;
  if (measure === 'mean_score') {
    const { value, range } = meanText(estimate, t(' to '));
    return `${value} (${range})`;
  }
  return `${percent(estimate.value)} % (${percentRange(estimate, t(' to '))})`;
}

function factsOf(comparison: Comparison): string {
  const { judged, pairs, pairedBy, test, onlyInA, onlyInB, repeatedPairs } = comparison;
  const over =
    judged === pairs.length
      ? t('{0} pairs of rows', grouped(judged))
      : t('{0} of {1} pairs of rows', grouped(judged), grouped(pairs.length));
  const by =
    pairedBy.kind === 'row'
      ? t(' by row number')
      : pairedBy.columns.length === 0
        ? ''
        : t(' by {0}', shortList(pairedBy.columns));
  return [
    over + by,
    test.p_value === null ? null : `${test.name}, ${pText(test.p_value)}`,
    repeatedPairs === 0
      ? null
      : t('{0} of repeated content, paired in order', grouped(repeatedPairs)),
    onlyInA.length + onlyInB.length === 0
      ? null
      : t('{0} only in A, {1} only in B', grouped(onlyInA.length), grouped(onlyInB.length)),
  ]
    .filter((fact) => fact !== null)
    .join(' · ');
}

function shortList(columns: readonly string[]): string {
  const [first = '', second = '', ...others] = columns;
  if (others.length > 1) return t('{0}, {1} and {2} more columns', first, second, others.length);
  return columns.join(', ');
}

function mappingOf({ comparison, mapped }: ComparisonParts): ComparisonView['mapping'] {
  const { pairs, onlyInA, onlyInB, columns } = comparison;
  const shorter = pairs.length + Math.min(onlyInA.length, onlyInB.length);
  const isFew = shorter > 0 && pairs.length < FEW_PAIRS * shorter;
  if (!isFew && mapped.length === 0) return null;
  const [taken, given] = [mapped.map(([from]) => from), mapped.map(([, to]) => to)];
  const a = columns.a.filter((column) => taken.includes(column) || !columns.b.includes(column));
  const b = columns.b.filter((column) => given.includes(column) || !columns.a.includes(column));
  if (a.length === 0 || b.length === 0) return null;
  const note = isFew
    ? t(
        '{0} of {1} rows pair. Is a column of A called otherwise in B?',
        grouped(pairs.length),
        grouped(shorter),
      )
    : t('Columns of A that are called otherwise in B:');
  return { a, b, note };
}

/** What the judge reads beside the responses; else what rows are paired by. */
export function shownColumns(
  { columns, pairedBy }: Comparison,
  { spec }: RunManifest,
): readonly string[] {
  const judged = new Set(responseColumns(spec).map(({ column }) => column));
  const read = new Set(specColumns(spec));
  const used = columns.b.filter((column) => read.has(column) && !judged.has(column));
  const others = pairedBy.kind === 'content' ? pairedBy.columns : columns.b;
  return (used.length > 0 ? used : others.filter((column) => !judged.has(column))).slice(
    0,
    MOST_COLUMNS,
  );
}
