import { t } from '../../l10n/t.js';
import { Notice } from '../common/notice.js';
import type { PreviewHost, Problem } from './previewState.js';

const ICONS: Record<Problem['problem'], string> = {
  trust: 'shield',
  missing: 'table',
  dataset: 'table',
  spec: 'error',
  template: 'error',
};

interface ProblemPageProps {
  readonly problem: Problem;
  readonly host: PreviewHost;
  onRetry(): void;
}

/** There is nothing to show yet: what is missing, and what helps. */
export function ProblemPage({ problem, host, onRetry }: ProblemPageProps) {
  return (
    <div class="fill">
      <Notice icon={ICONS[problem.problem]} title={problem.message}>
        <div class="actions">
          {problem.problem === 'trust' && (
            <button class="button" onClick={() => void host.call('manageTrust', {})}>
              {t('Manage workspace trust')}
            </button>
          )}
          {problem.place !== null && (
            <button class="button" onClick={() => void host.call('goToProblem', {})}>
              {t('Go to {0}', problem.place)}
            </button>
          )}
          {problem.problem !== 'trust' && (
            <button class="button secondary" onClick={onRetry}>
              {t('Retry')}
            </button>
          )}
        </div>
      </Notice>
    </div>
  );
}
