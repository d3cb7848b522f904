import { Icon } from '../common/icon.js';
import { Notice } from '../common/notice.js';
import type { PreviewHost, Problem } from './templatePreview.js';

/** Below the last good messages, which must not move while someone types: what is wrong, and where. */
export function ProblemBanner({ problem, host }: { problem: Problem; host: PreviewHost }) {
  return (
    <div class="banner" role="alert">
      <span class="tone-error">
        <Icon name="error" />
      </span>
      <span>{problem.message}</span>
      {problem.place !== null && (
        <button class="link" onClick={() => void host.call('goToProblem', {})}>
          {problem.place}
        </button>
      )}
      <span class="spacer" />
      <span class="muted clip">Above: the last messages that could be rendered</span>
    </div>
  );
}

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
