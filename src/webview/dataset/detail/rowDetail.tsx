import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { RefObject } from 'preact';
import { plural, t } from '../../../l10n/t.js';
import type { datasetProtocol } from '../../../shared/datasetProtocol.js';
import type { Reply } from '../../../shared/rpc.js';
import { FailedNotice } from '../../common/failedNotice.js';
import { Icon } from '../../common/icon.js';
import { isTyping } from '../../common/keysHelp.js';
import { Notice } from '../../common/notice.js';
import { StepTools } from '../../common/stepTools.js';
import { formatCount } from '../../common/wording.js';
import type { DatasetCommands } from '../datasetCommands.js';
import type { Kept } from '../kept.js';
import type { DatasetHost } from '../useDataset.js';
import type { Change } from '../useKept.js';
import { FieldPanel } from './fieldPanel.js';
import { fieldWindow } from './fieldWindow.js';
import { RowNotes } from './rowNotes.js';
import { useRow } from './useRow.js';

interface RowDetailProps {
  readonly host: DatasetHost;
  /** Number of the row in the file; null: none is active. */
  readonly row: number | null;
  /** Another one is another content of the file. */
  readonly version: number;
  /** It stands in the list that is shown. */
  readonly isListed: boolean;
  readonly column: string | null;
  readonly hidden: ReadonlySet<string>;
  readonly kept: Kept;
  keep(change: Change): void;
  readonly pattern: RegExp | null;
  readonly commands: DatasetCommands;
  readonly root: RefObject<HTMLDivElement | null>;
  onStep(by: number): void;
  onStepColumn(by: number): void;
  /** Back to the table. */
  onLeave(): void;
}

/** One row, every column of it in full. */
export function RowDetail(props: RowDetailProps) {
  const { host, row, version, isListed, commands, root } = props;
  const { shown, error, retry } = useRow({ host, row, version });

  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (event.key === 'Escape') props.onLeave();
    else if (event.key === 'j') props.onStep(1);
    else if (event.key === 'k') props.onStep(-1);
    else if (event.key === 'ArrowRight') props.onStepColumn(1);
    else if (event.key === 'ArrowLeft') props.onStepColumn(-1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  if (row === null) {
    return <Notice icon="list-selection" title={t('Select a row to read it in full.')} />;
  }
  return (
    <section class="pane" aria-label={t('The row in full')}>
      <header class="pane-head">
        <h2>{t('Row {0}', formatCount(row))}</h2>
        {!isListed && <span class="muted clip">{t('not in the list')}</span>}
        <span class="spacer" />
        <button
          class="tool"
          title={t('The prompts of a spec that uses this dataset, on this row')}
          onClick={() => commands.previewRow(row)}
        >
          <Icon name="open-preview" />
          <span class="tool-label">{t('Preview on this row')}</span>
        </button>
        <StepTools onStep={props.onStep} />
      </header>
      <div
        class="pane-body"
        ref={root}
        tabIndex={0}
        role="region"
        aria-label={t('Values of the row')}
        onKeyDown={onKey}
      >
        {error !== null && <FailedNotice reason={error} onRetry={retry} />}
        {shown && <Fields {...props} shown={shown} />}
      </div>
    </section>
  );
}

interface FieldsProps extends RowDetailProps {
  readonly shown: Reply<typeof datasetProtocol, 'row'>;
}

function Fields(props: FieldsProps) {
  const { shown, column, hidden, kept, keep, pattern, commands, root } = props;
  const [extent, setExtent] = useState({ before: 0, behind: 0 });
  const fields = shown.fields.filter((field) => !hidden.has(field.column));
  const at = fields.findIndex((field) => field.column === column);
  const { from, to } = fieldWindow(fields.length, at, extent);

  // The field that the cursor is in is in sight; another row begins where the last one was read.
  const before = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (before.current === column) return;
    const isFirst = before.current === null;
    before.current = column;
    if (isFirst && at <= 0) return;
    const fieldsShown = root.current?.querySelectorAll<HTMLElement>('[data-field]') ?? [];
    const field = [...fieldsShown].find((one) => one.dataset['field'] === column);
    field?.scrollIntoView({ block: 'nearest' });
  }, [column, shown]);
  useEffect(() => setExtent({ before: 0, behind: 0 }), [shown.row]);

  return (
    <>
      <RowNotes row={shown} onText={() => commands.openText(shown.line)} />
      {from > 0 && (
        <MoreFields
          count={from}
          where="before"
          onMore={() => setExtent({ ...extent, before: extent.before + 1 })}
        />
      )}
      {fields.slice(from, to).map((field) => (
        <FieldPanel
          key={field.column}
          field={field}
          row={shown.row}
          isCurrent={field.column === column}
          chosen={kept.modes[field.column]}
          pattern={pattern}
          commands={commands}
          onMode={(mode) => keep(({ modes }) => ({ modes: { ...modes, [field.column]: mode } }))}
        />
      ))}
      {to < fields.length && (
        <MoreFields
          count={fields.length - to}
          where="more"
          onMore={() => setExtent({ ...extent, behind: extent.behind + 1 })}
        />
      )}
      {fields.length < shown.fields.length && (
        <p class="muted field-more">
          {plural(shown.fields.length - fields.length, '{0} hidden column', '{0} hidden columns')}
        </p>
      )}
    </>
  );
}

interface MoreFieldsProps {
  readonly count: number;
  readonly where: 'before' | 'more';
  onMore(): void;
}

function MoreFields({ count, where, onMore }: MoreFieldsProps) {
  return (
    <p class="field-more">
      <button class="link" onClick={onMore}>
        {formatCount(count)} {where === 'before' ? t('columns before these') : t('more columns')}
      </button>
    </p>
  );
}
