import { useState } from 'preact/hooks';
import { t } from '../../../l10n/t.js';
import type { FilterView } from '../../../shared/datasetViews.js';
import { Fault, Icon } from '../../common/icon.js';
import { Popover } from '../../common/popover.js';
import type { Anchor } from '../../common/popover.js';
import { ColumnPicker } from './columnPicker.js';
import { conditions, fieldsOf, readDraft } from './filterDraft.js';
import type { DraftFault, FilterDraft } from './filterDraft.js';

interface FilterFormProps {
  readonly anchor: Anchor;
  readonly draft: FilterDraft;
  readonly columns: readonly string[];
  /** It changes a filter that is there. */
  readonly isChange: boolean;
  onDone(filter: FilterView): void;
  onClose(): void;
}

/** A filter being written; what is wrong with it is said at the field when it is to be used. */
export function FilterForm({
  anchor,
  columns,
  isChange,
  onDone,
  onClose,
  ...props
}: FilterFormProps) {
  const [draft, setDraft] = useState(props.draft);
  const [fault, setFault] = useState<DraftFault | null>(null);
  const change = (to: Partial<FilterDraft>) => {
    setDraft({ ...draft, ...to });
    setFault(null);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    const read = readDraft(draft);
    if ('message' in read) {
      setFault(read);
      return;
    }
    onClose();
    onDone(read);
  };

  return (
    <Popover
      anchor={anchor}
      role="dialog"
      label={isChange ? t('Change the filter') : t('Add a filter')}
      class="filter-form"
      onClose={onClose}
    >
      <form onSubmit={submit} noValidate>
        <div class="form-line">
          <ColumnPicker
            columns={columns}
            column={draft.column}
            fault={fault?.field === 'column' ? fault.message : null}
            onColumn={(column) => change({ column })}
          />
          <select
            class="select"
            aria-label={t('Condition')}
            value={draft.condition}
            onChange={(event) => {
              const chosen = conditions().find(([id]) => id === event.currentTarget.value);
              if (chosen) change({ condition: chosen[0] });
            }}
          >
            {conditions().map(([id, words]) => (
              <option value={id} key={id}>
                {words}
              </option>
            ))}
          </select>
        </div>
        <Fields draft={draft} fault={fault} change={change} />
        {fault && (
          <p class="form-fault" id="form-fault" role="alert">
            <Fault words={fault.message} />
          </p>
        )}
        <div class="form-actions">
          <button class="button">{isChange ? t('Change') : t('Add filter')}</button>
          <button class="button secondary" type="button" onClick={onClose}>
            {t('Cancel')}
          </button>
        </div>
      </form>
    </Popover>
  );
}

interface FieldsProps {
  readonly draft: FilterDraft;
  readonly fault: DraftFault | null;
  change(to: Partial<FilterDraft>): void;
}

function Fields({ draft, fault, change }: FieldsProps) {
  const kind = fieldsOf(draft.condition);
  const faultOf = (field: DraftFault['field']) =>
    fault?.field === field ? { 'aria-invalid': true, 'aria-describedby': 'form-fault' } : {};
  switch (kind) {
    case 'none':
      return null;
    case 'range':
      return (
        <div class="form-line">
          {(['min', 'max'] as const).map((end) => (
            <input
              class="input"
              key={end}
              inputMode="decimal"
              aria-label={end === 'min' ? t('At least') : t('At most')}
              placeholder={end === 'min' ? t('at least') : t('at most')}
              value={draft[end]}
              {...faultOf(end)}
              onInput={(event) => change({ [end]: event.currentTarget.value })}
            />
          ))}
        </div>
      );
    default:
      return (
        <div class="form-line">
          <span class="form-text">
            <input
              class="input"
              aria-label={kind === 'pattern' ? t('Regular expression') : t('Text')}
              placeholder={kind === 'pattern' ? t('regular expression') : t('text')}
              spellcheck={false}
              value={draft.text}
              {...faultOf('text')}
              onInput={(event) => change({ text: event.currentTarget.value })}
            />
            {kind !== 'value' && (
              <>
                <Switch
                  icon="case-sensitive"
                  label={t('Match case')}
                  isOn={draft.matchCase}
                  onToggle={() => change({ matchCase: !draft.matchCase })}
                />
                <Switch
                  icon="whole-word"
                  label={t('Match whole word')}
                  isOn={draft.wholeWord}
                  onToggle={() => change({ wholeWord: !draft.wholeWord })}
                />
              </>
            )}
          </span>
        </div>
      );
  }
}

interface SwitchProps {
  readonly icon: string;
  readonly label: string;
  readonly isOn: boolean;
  onToggle(): void;
}

function Switch({ icon, label, isOn, onToggle }: SwitchProps) {
  return (
    <button
      class="icon-button switch"
      type="button"
      title={label}
      aria-label={label}
      aria-pressed={isOn}
      onClick={onToggle}
    >
      <Icon name={icon} />
    </button>
  );
}
