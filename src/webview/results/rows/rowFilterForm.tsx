import { useState } from 'preact/hooks';
import { t } from '../../../l10n/t.js';
import type { ResultsView, RowQuery } from '../../../shared/protocol.js';
import { ToneIcon } from '../../common/icon.js';
import { Popover } from '../../common/popover.js';
import type { Anchor } from '../../common/popover.js';
import { formatCount } from '../../common/wording.js';
import type { ResultsHost } from '../resultsEditor.js';
import { ConditionField } from './conditionField.js';

/** A form to be opened: for a new filter, or for the condition at `index`. */
export interface FormRequest {
  readonly anchor: Anchor;
  readonly index: number | null;
}

interface RowFilterFormProps {
  readonly request: FormRequest;
  readonly view: ResultsView;
  readonly host: ResultsHost;
  readonly query: RowQuery;
  onQuery(change: Partial<RowQuery>): void;
  onClose(): void;
}

/** A condition on any column; below it what is ready, with its counts. */
export function RowFilterForm({
  request: { anchor, index },
  view,
  host,
  query,
  onQuery,
  onClose,
}: RowFilterFormProps) {
  const where = query.where ?? [];
  const isChange = index !== null;
  const done = (condition: string) => {
    onClose();
    if (isChange) onQuery({ where: where.map((old, at) => (at === index ? condition : old)) });
    else if (!where.includes(condition)) onQuery({ where: [...where, condition] });
  };
  return (
    <Popover
      anchor={anchor}
      role="dialog"
      label={isChange ? t('Change the condition') : t('Add a filter')}
      class="row-filter-form"
      onClose={onClose}
    >
      <ConditionField
        columns={view.conditionColumns}
        start={isChange ? (where[index] ?? '') : ''}
        action={isChange ? t('Change') : t('Add')}
        check={async (text) => (await host.call('condition', { text })).problem}
        onDone={done}
      />
      {!isChange && view.type === 'score' && (
        <ScoreRange
          onRange={(conditions) => {
            onClose();
            onQuery({ where: [...where, ...conditions.filter((each) => !where.includes(each))] });
          }}
        />
      )}
      {!isChange &&
        groupsOf(view).map(({ title, filters }) => (
          <fieldset class="ready-filters" key={title}>
            <legend class="muted">{title}</legend>
            {filters.map(({ id, label, tone, count }) => (
              <label class="choice" key={id}>
                <input
                  type="checkbox"
                  checked={query.filters.includes(id)}
                  onChange={(event) => {
                    const others = query.filters.filter((other) => other !== id);
                    onQuery({ filters: event.currentTarget.checked ? [...others, id] : others });
                  }}
                />
                <ToneIcon tone={tone} />
                <bdi class="clip">{label}</bdi>
                <span class="muted ready-count">{formatCount(count)}</span>
              </label>
            ))}
          </fieldset>
        ))}
    </Popover>
  );
}

function groupsOf({ filters, moreFilters }: ResultsView): ResultsView['moreFilters'] {
  return [{ title: t('How it ended'), filters }, ...moreFilters];
}

function ScoreRange({ onRange }: { onRange(conditions: readonly string[]): void }) {
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const ends = [from, to].map((text) => text.trim());
  const isNumber = (text: string) => text === '' || Number.isFinite(Number(text));
  const mayAdd = ends.some((text) => text !== '') && ends.every(isNumber);
  return (
    <form
      class="score-range"
      onSubmit={(event) => {
        event.preventDefault();
        const [least = '', most = ''] = ends;
        if (!mayAdd) return;
        onRange([
          ...(least === '' ? [] : [`score>=${least}`]),
          ...(most === '' ? [] : [`score<=${most}`]),
        ]);
      }}
    >
      <span class="muted">{t('Score from')}</span>
      <input
        class="input"
        inputMode="decimal"
        aria-label={t('Score from')}
        aria-invalid={!isNumber(ends[0] ?? '')}
        value={from}
        onInput={(event) => setFrom(event.currentTarget.value)}
      />
      <span class="muted">{t('to')}</span>
      <input
        class="input"
        inputMode="decimal"
        aria-label={t('Score to')}
        aria-invalid={!isNumber(ends[1] ?? '')}
        value={to}
        onInput={(event) => setTo(event.currentTarget.value)}
      />
      <button class="button secondary" disabled={!mayAdd}>
        {t('Add range')}
      </button>
    </form>
  );
}
