import { plural, t } from '../../../l10n/t.js';
import type { FullFieldView } from '../../../shared/datasetViews.js';
import { SHOWN_CHARACTERS } from '../../../shared/datasetViews.js';
import { Icon } from '../../common/icon.js';
import { columnLabel, formatCount } from '../../common/wording.js';
import type { DatasetCommands } from '../datasetCommands.js';
import { fieldModes, isCut, modeOf, modesOf } from './fieldMode.js';
import type { FieldMode } from './fieldMode.js';
import { FieldText } from './fieldText.js';

interface FieldPanelProps {
  readonly field: FullFieldView;
  readonly row: number;
  /** The cursor is in its column. */
  readonly isCurrent: boolean;
  readonly chosen: FieldMode | undefined;
  readonly pattern: RegExp | null;
  readonly commands: DatasetCommands;
  onMode(mode: FieldMode): void;
}

/** One column of the row: its name, ways to read it, and all of it. */
export function FieldPanel(props: FieldPanelProps) {
  const { field, row, isCurrent, chosen, pattern, commands, onMode } = props;
  const { column, kind, length } = field;
  const modes = modesOf(field);
  const mode = modeOf(field, chosen);
  return (
    <section
      class={`field${isCurrent ? ' current' : ''}`}
      aria-label={columnLabel(column)}
      data-field={column}
      {...(isCurrent && { 'aria-current': true })}
    >
      <div class="field-head">
        <h3 class="field-name clip" title={column}>
          <bdi>{columnLabel(column)}</bdi>
        </h3>
        {kind === 'text' && length > 0 && (
          <span
            class="muted field-length"
            title={plural(length, '{0} character', '{0} characters')}
          >
            {t('{0} ch', formatCount(length))}
          </span>
        )}
        <span class="spacer" />
        {modes.length > 1 && (
          <span
            class={`modes${mode === modes[0] ? ' usual' : ''}`}
            role="group"
            aria-label={t('How to read {0}', column)}
          >
            {fieldModes()
              .filter(([id]) => modes.includes(id))
              .map(([id, label]) => (
                <button class="mode" key={id} aria-pressed={id === mode} onClick={() => onMode(id)}>
                  {label}
                </button>
              ))}
          </span>
        )}
        {kind !== 'missing' && (
          <button
            class="tool square"
            aria-label={t('Copy {0}', column)}
            title={t('Copy')}
            onClick={() => commands.copyCell(row, column)}
          >
            <Icon name="copy" />
          </button>
        )}
      </div>
      <FieldText field={field} mode={mode} pattern={pattern} onLink={commands.openLink} />
      {isCut(field) && (
        <p class="field-more">
          <span class="muted">
            {t('The first {0} characters.', formatCount(SHOWN_CHARACTERS))}{' '}
          </span>
          <button class="link" onClick={() => commands.openCell(row, column)}>
            {t('Open all {0} characters in an editor', formatCount(length))}
          </button>
        </p>
      )}
    </section>
  );
}
