import type { GateResult } from '../../core/stats/gates.js';
import { t } from '../../l10n/t.js';

/** `gate passed: …` */
export function gateText(outcome: GateResult['outcome'], what: string): string {
  switch (outcome) {
    case 'passed':
      return t('gate passed: {0}', what);
    case 'failed':
      return t('gate failed: {0}', what);
    case 'inconclusive':
      return t('gate inconclusive: {0}', what);
  }
}
