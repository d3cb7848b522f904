import { useState } from 'preact/hooks';
import { plural, t } from '../../../l10n/t.js';
import type { SurveyView } from '../../../shared/datasetViews.js';
import { Icon } from '../../common/icon.js';
import { Popover, anchorOf } from '../../common/popover.js';
import type { Anchor } from '../../common/popover.js';
import { formatCount } from '../../common/wording.js';

interface ProblemListProps {
  readonly profile: SurveyView;
  onRow(row: number): void;
  onLine(line: number): void;
}

/** What is wrong with the file, each with its place. */
export function ProblemList({ profile, onRow, onLine }: ProblemListProps) {
  const [anchor, setAnchor] = useState<Anchor | null>(null);
  const { problems, problemCount } = profile;
  if (problemCount === 0) return null;
  const isBroken = problems.some((problem) => problem.severity === 'error');
  const hidden = problemCount - problems.length;
  return (
    <>
      <button
        class="tool"
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(anchor ? null : anchorOf(event.currentTarget))}
      >
        <Severity severity={isBroken ? 'error' : 'warning'} />
        {plural(problemCount, '{0} problem', '{0} problems')}
        <Icon name="chevron-down" />
      </button>
      {anchor && (
        <Popover
          anchor={anchor}
          role="dialog"
          label={t('Problems of the file')}
          class="problems"
          onClose={() => setAnchor(null)}
        >
          <ul>
            {problems.map(({ severity, line, row, message }, index) => (
              <li key={index}>
                <Severity severity={severity} />
                <button
                  class="link"
                  title={t('Open the line as text')}
                  onClick={() => {
                    setAnchor(null);
                    onLine(line);
                  }}
                >
                  {t('line {0}', formatCount(line))}
                </button>
                <span class="problem-text">{message}</span>
                {row !== undefined && (
                  <button
                    class="link"
                    onClick={() => {
                      setAnchor(null);
                      onRow(row);
                    }}
                  >
                    {t('row {0}', formatCount(row))}
                  </button>
                )}
              </li>
            ))}
            {hidden > 0 && <li class="muted">{t('and {0} more', formatCount(hidden))}</li>}
          </ul>
        </Popover>
      )}
    </>
  );
}

function Severity({ severity }: { severity: 'error' | 'warning' }) {
  return (
    <span class={severity === 'error' ? 'tone-error' : 'tone-warn'}>
      <Icon name={severity} />
      <span class="hidden">{severity === 'error' ? t('Error:') : t('Warning:')} </span>
    </span>
  );
}
