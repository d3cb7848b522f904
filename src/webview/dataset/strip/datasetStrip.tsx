import { plural, t } from '../../../l10n/t.js';
import type { DatasetStateView } from '../../../shared/datasetViews.js';
import { Icon } from '../../common/icon.js';
import { MenuButton } from '../../common/menu.js';
import { formatBytes, formatCount } from '../../common/wording.js';
import type { DatasetCommands } from '../datasetCommands.js';
import type { DatasetModel } from '../datasetModel.js';
import type { Kept } from '../kept.js';
import { FEWEST_LINES, MOST_LINES } from '../kept.js';
import type { Change } from '../useKept.js';
import { actionEntries } from './actionEntries.js';
import type { ActionScope } from './actionEntries.js';
import { ColumnChooser } from '../../common/columnChooser.js';
import { ProblemList } from './problemList.js';
import { UsedBy } from './usedBy.js';

interface StripProps {
  readonly model: DatasetModel;
  readonly kept: Kept;
  keep(change: Change): void;
  readonly hidden: ReadonlySet<string>;
  readonly scope: ActionScope;
  readonly commands: DatasetCommands;
  onFind(): void;
  onSurvey(): void;
  onStopSurvey(): void;
}

/** What the file is, what is wrong with it, who uses it, and what can be done with it. */
export function DatasetStrip(props: StripProps) {
  const { model, commands, kept, keep } = props;
  const { file, state, profile } = model;
  return (
    <header class="strip">
      <div class="strip-line">
        <h1
          class="strip-name clip"
          title={file?.path ?? ''}
          aria-label={file?.name ?? t('Dataset')}
        >
          {file?.name ?? ' '}
        </h1>
        <span class="strip-facts muted clip">{state ? factWords(state) : ''}</span>
        {profile && (
          <ProblemList
            profile={profile}
            onRow={(row) => commands.goTo(row)}
            onLine={(line) => commands.openText(line)}
          />
        )}
        <SurveyWords {...props} />
        <span class="spacer" />
        <div class="strip-tools">
          <button class="tool" title={t('Find in rows (Ctrl+F)')} onClick={props.onFind}>
            <Icon name="search" />
            <span class="tool-label">{t('Find')}</span>
          </button>
          <WrapTool kept={kept} keep={keep} />
          <ColumnChooser
            columns={state?.columns ?? []}
            hidden={props.hidden}
            onHide={commands.hide}
            onShow={commands.show}
          />
          <MenuButton
            label={t('Actions')}
            align="right"
            entries={() => actionEntries(props.scope, commands)}
          >
            {t('Actions')}
            <Icon name="chevron-down" />
          </MenuButton>
        </div>
      </div>
      <UsedBy
        uses={model.uses}
        columns={state?.columns ?? []}
        onInsert={commands.insert}
        onSpec={commands.openSpec}
      />
    </header>
  );
}

/** `1,204 rows · 5 columns · CSV, semicolon · UTF-16 · 3.4 MB`; of a file being read, so far. */
function factWords(state: DatasetStateView): string {
  const { rows, blankLines, columns, format, encoding, bytes, isIndexed, share } = state;
  const counts = plural(rows, '{0} row', '{0} rows');
  return [
    isIndexed ? counts : t('{0} so far, {1} % read', counts, Math.floor(100 * share)),
    blankLines > 0 ? plural(blankLines, '{0} blank line skipped', '{0} blank lines skipped') : null,
    plural(columns.length, '{0} column', '{0} columns'),
    format,
    encoding,
    formatBytes(bytes),
  ]
    .filter((fact) => fact !== null)
    .join(' · ');
}

function SurveyWords({ model, onSurvey, onStopSurvey }: StripProps) {
  const { survey, profile } = model;
  switch (survey?.phase) {
    case 'running':
      return (
        <span class="strip-survey muted">
          {t('profiling, {0} %', Math.floor(100 * survey.share))}{' '}
          <button class="link" aria-label={t('Stop profiling')} onClick={onStopSurvey}>
            {t('Stop')}
          </button>
        </span>
      );
    case 'stopped':
      return (
        <button class="link" onClick={onSurvey}>
          {t('Profile the columns')}
        </button>
      );
    case 'failed':
      return (
        <span class="strip-survey">
          <span class="tone-error">
            <Icon name="error" />
          </span>
          <span class="clip" title={survey.failure ?? ''}>
            {t('not profiled: {0}', survey.failure ?? '')}
          </span>
          <button class="link" aria-label={t('Profile the columns again')} onClick={onSurvey}>
            {t('Retry')}
          </button>
        </span>
      );
    default:
      return profile && profile.columnsLeftOut > 0 ? (
        <span class="muted">
          {t('{0} columns not profiled', formatCount(profile.columnsLeftOut))}
        </span>
      ) : null;
  }
}

function WrapTool({ kept, keep }: Pick<StripProps, 'kept' | 'keep'>) {
  const { isWrapped, lines } = kept;
  const change = (by: number) =>
    keep({ lines: Math.min(MOST_LINES, Math.max(FEWEST_LINES, lines + by)) });
  return (
    <span class="wrap-tool">
      <button
        class="tool"
        aria-pressed={isWrapped}
        title={t('Rows of several lines (W)')}
        onClick={() => keep({ isWrapped: !isWrapped })}
      >
        <Icon name="word-wrap" />
        <span class="tool-label">{t('Wrap')}</span>
      </button>
      {isWrapped && (
        <>
          <button
            class="tool square"
            aria-label={t('Fewer lines a row')}
            title={t('Fewer lines a row')}
            disabled={lines <= FEWEST_LINES}
            onClick={() => change(-1)}
          >
            <Icon name="remove" />
          </button>
          <span class="muted wrap-lines" role="status">
            {t('{0} lines', lines)}
          </span>
          <button
            class="tool square"
            aria-label={t('More lines a row')}
            title={t('More lines a row')}
            disabled={lines >= MOST_LINES}
            onClick={() => change(1)}
          >
            <Icon name="add" />
          </button>
        </>
      )}
    </span>
  );
}
