import { t, tIn } from '../../l10n/t.js';
import type { RunStatus } from '../runs/manifest.js';
import type { RowOutcome } from '../runs/resultRow.js';
import type { GateResult } from '../stats/gates.js';
import type { AccountingPart } from './reportFigures.js';

/** A part of the accounting for people: programs are given its id. */
export function accountingWords(part: AccountingPart): string {
  switch (part) {
    case 'A wins':
      return t('A wins');
    case 'B wins':
      return t('B wins');
    case 'ties':
      return t('ties');
    case 'passed':
      return t('passed');
    case 'failed':
      return t('failed');
    case 'invalid verdict':
      return t('invalid verdict');
    case 'judge error':
      return t('judge error');
    case 'generation error':
      return t('generation error');
    case 'rows':
      return t('rows');
  }
}

/** What became of a row, for people. */
export function outcomeWords(outcome: RowOutcome): string {
  switch (outcome) {
    case 'passed':
      return t('passed');
    case 'failed':
      return t('failed');
    case 'a':
    case 'b':
      return outcome;
    case 'tie':
      return t('tie');
    case 'invalid':
      return t('invalid');
    case 'judge_error':
      return t('judge error');
    case 'generation_error':
      return t('generation error');
  }
}

export function gateWords(outcome: GateResult['outcome']): string {
  switch (outcome) {
    case 'passed':
      return t('passed');
    case 'failed':
      return t('failed');
    case 'inconclusive':
      return t('inconclusive');
  }
}

export function statusWords(status: RunStatus): string {
  switch (status) {
    case 'queued':
      return t('queued');
    case 'running':
      return t('running');
    case 'paused':
      return t('paused');
    case 'completed':
      return t('completed');
    case 'failed':
      return tIn('run', 'failed');
    case 'cancelled':
      return t('cancelled');
  }
}
