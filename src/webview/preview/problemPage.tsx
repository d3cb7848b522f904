import { Notice } from '../common/notice.js';
import type { PreviewHost, Problem } from './previewState.js';

interface ProblemPageProps {
  readonly problem: Problem;
  readonly host: PreviewHost;
  onRetry(): void;
}

/** There is nothing to show yet: what is missing, and what helps. */
export function ProblemPage({ problem, host, onRetry }: ProblemPageProps) {
  const icon =
    problem.problem === 'trust' ? 'shield' : problem.problem === 'missing' ? 'table' : 'error';
  return (
    <div class="fill">
      <Notice icon={icon} title={problem.message}>
        <div class="actions">
          {problem.problem === 'trust' && (
            <button class="button" onClick={() => void host.call('manageTrust', {})}>
              Manage workspace trust
            </button>
          )}
          {problem.place !== null && (
            <button class="button" onClick={() => void host.call('goToProblem', {})}>
              Go to {problem.place}
            </button>
          )}
          {problem.problem !== 'trust' && (
            <button class="button secondary" onClick={onRetry}>
              Retry
            </button>
          )}
        </div>
      </Notice>
    </div>
  );
}
