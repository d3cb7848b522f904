import { t, tIn } from '../../l10n/t.js';
import type { RunStatus } from '../runs/manifest.js';
import type { RowOutcome } from '../runs/resultRow.js';
import type { GateResult } from '../stats/gates.js';
import type { AccountingPart } from './reportFigures.js';

// Functions: no text is said before the language is known.
const accounting = (): Readonly<Record<AccountingPart, string>> => ({
  'A wins': t('A wins'),
  'B wins': t('B wins'),
  ties: t('ties'),
  passed: t('passed'),
  failed: t('failed'),
  'invalid verdict': t('invalid verdict'),
  'judge error': t('judge error'),
  'generation error': t('generation error'),
  rows: t('rows'),
});

const outcomes = (): Readonly<Record<RowOutcome, string>> => ({
  passed: t('passed'),
  failed: t('failed'),
  a: 'a',
  b: 'b',
  tie: t('tie'),
  invalid: t('invalid'),
  judge_error: t('judge error'),
  generation_error: t('generation error'),
});

const gates = (): Readonly<Record<GateResult['outcome'], string>> => ({
  passed: t('passed'),
  failed: t('failed'),
  inconclusive: t('inconclusive'),
});

const statuses = (): Readonly<Record<RunStatus, string>> => ({
  queued: t('queued'),
  running: t('running'),
  paused: t('paused'),
  completed: t('completed'),
  failed: tIn('run', 'failed'),
  cancelled: t('cancelled'),
});

/** A part of the accounting for people: programs are given its id. */
export function accountingWords(part: AccountingPart): string {
  return accounting()[part];
}

/** What became of a row, for people. */
export function outcomeWords(outcome: RowOutcome): string {
  return outcomes()[outcome];
}

export function gateWords(outcome: GateResult['outcome']): string {
  return gates()[outcome];
}

export function statusWords(status: RunStatus): string {
  return statuses()[status];
}
