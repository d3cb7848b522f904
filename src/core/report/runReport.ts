import { shortNumber, t } from '../../l10n/t.js';
import { comparedVerdict, type ComparedRow } from '../compare/comparedRow.js';
import type { Comparison } from '../compare/comparison.js';
import type { Change } from '../compare/pairedChange.js';
import type { JudgeReliability } from '../reliability/judgeReliability.js';
import type { RunManifest, RunStatistics } from '../runs/manifest.js';
import { failureWords } from '../runs/failureWords.js';
import type { ResultRow, RowOutcome, StoredRow } from '../runs/resultRow.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import { shardWords } from '../shards/shardWords.js';
import { consistencySentence } from '../stats/consistencySentence.js';
import { valueTexts } from '../dataset/rows/rowLine.js';
import { agreementText, judgedVerdicts } from '../judging/agreement.js';
import { outcomeOf } from '../judging/outcome.js';
import { statusWords } from './reportWords.js';

/** What every report is made from. */
export interface RunReport {
  readonly manifest: RunManifest;
  readonly statistics: RunStatistics;
  readonly rows: readonly StoredRow[];
  readonly reliability?: JudgeReliability;
  /** How far the judge can be trusted, in words. */
  readonly trust?: string;
  /** An earlier run, and what this one (B of the comparison) changed against it (A). */
  readonly baseline?: {
    readonly name: string;
    /** ISO 8601. */
    readonly created: string;
    readonly comparison: Comparison;
    readonly changed: readonly ChangedRow[];
  };
}

/** A row whose verdict is another one than in the baseline. */
export interface ChangedRow {
  /** Of this run's dataset, from 1. */
  readonly row: number;
  readonly a: ComparedRow;
  readonly b: ComparedRow;
  readonly change: Change;
}

export interface ReportRow {
  /** Row of the dataset from 1 where it is known, else the place in the result file. */
  readonly number: number;
  readonly outcome: RowOutcome;
  /** Label, score or decision as the judge gave it; empty where there is none. */
  readonly verdict: string;
  /** How its judgements add up (`2 of 3`), for a row that was judged several times. */
  readonly agreement: string | undefined;
  /** The verdicts of its judgements as JSON, likewise. */
  readonly judgements: string | undefined;
  readonly feedback: string;
  /** What judging it took; undefined where nobody measured it. */
  readonly seconds: number | undefined;
  readonly result: ResultRow;
  /** The value of a column as text, a number with the digits of the result file. */
  cell(column: string): string;
}

/** The rows of a report in the dataset's order. */
export function reportRows({ manifest, rows }: RunReport): readonly ReportRow[] {
  return rows
    .map(({ result, line, details }, index) => ({
      number: details?.row ?? index + 1,
      outcome: details?.outcome ?? outcomeOf(result, manifest.spec),
      verdict: textOf(result['label'] ?? result['score'] ?? result['final_decision']),
      ...repeatedOf({ result, ...(details && { details }) }, manifest.spec),
      feedback:
        textOf(result['feedback'] ?? result['judge_feedback_original_order']) ||
        (details?.errors ?? []).map((error) => `${error.stage}: ${error.message}`).join(' ') ||
        // A reply without a verdict that can be read, as it came.
        textOf(result['judge_raw_output_original'] ?? result['judge_raw_output_flipped']),
      seconds: details?.duration_ms === undefined ? undefined : details.duration_ms / 1000,
      result,
      cell: cellsOf(result, line),
    }))
    .sort((a, b) => a.number - b.number);
}

function repeatedOf(row: Pick<StoredRow, 'result' | 'details'>, spec: ResolvedSpec) {
  const verdicts = judgedVerdicts(row, spec);
  return {
    agreement: agreementText(row, spec),
    judgements: verdicts && JSON.stringify(verdicts),
  };
}

/** The verdict for a table, with how its judgements add up. */
export function verdictCell({ verdict, agreement }: ReportRow): string {
  if (agreement === undefined) return verdict;
  const number = Number(verdict);
  // A mean has more digits than anybody reads.
  const shown = verdict === '' || Number.isNaN(number) ? verdict : shortNumber(number);
  return `${shown} (${agreement})`.trimStart();
}

/** Sentences under the headline: how far the judge agrees with itself, and what failed. */
export function reportNotes({ manifest, statistics }: RunReport): string[] {
  const consistency = consistencySentence(statistics);
  const failures = failureWords(manifest);
  return [
    ...(consistency === undefined ? [] : [`${consistency}.`]),
    ...(failures === undefined ? [] : [t('Failures: {0}.', failures)]),
  ];
}

function cellsOf(result: ResultRow, line: string | undefined): (column: string) => string {
  if (line === undefined) return (column) => textOf(result[column]);
  const texts = valueTexts({ values: result, source: line });
  return (column) => {
    const value = result[column];
    return typeof value === 'string' ? value : value === null ? '' : (texts.get(column) ?? '');
  };
}

/** One line that says where the verdicts come from. */
export function sourceLine({ manifest }: Pick<RunReport, 'manifest'>): string {
  const { backend, demo, models, status, origin } = manifest;
  const file = manifest.imported_from?.file.split('/').at(-1);
  const place = {
    local: t('judged by the local runner'),
    together: t('judged on the cloud service'),
    demo: t('judged by the embedded demo service'),
    imported: file === undefined ? t('imported from a file') : t('imported from {0}', file),
  }[backend];
  const at = origin ? ` (${origin})` : '';
  const parts = shardWords(manifest);
  const shards = parts === undefined ? '' : `, ${parts}`;
  const line = t(
    '{0}, {1}, judge {2}',
    statusWords(status),
    `${place}${at}${shards}`,
    models.judge.model,
  );
  return demo ? `${line}; ${demoWords()}` : line;
}

export function demoWords(): string {
  return t('demo: the verdicts are scripted and say nothing about a model');
}

export function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export function changedHead(): readonly string[] {
  return [t('row'), t('before'), t('now'), t('change')];
}

/** A changed row for a table, as `changedHead` names its cells. */
export function changedCells({ row, a, b, change }: ChangedRow): readonly string[] {
  return [`${row}`, comparedVerdict(a), comparedVerdict(b), changeWords()[change]];
}

const changeWords = (): Readonly<Record<Change, string>> => ({
  fixed: t('fixed'),
  broken: t('broken'),
  up: t('higher'),
  down: t('lower'),
  to_a: t('towards A'),
  to_b: t('towards B'),
  same: t('same'),
  no_verdict: t('no verdict on one side'),
});
