import { useEffect, useState } from 'preact/hooks';
import type { RefObject } from 'preact';
import type { DatasetView, FieldView } from '../../shared/protocol.js';
import { Icon } from '../common/icon.js';
import { reasonOf } from '../common/reasonOf.js';
import { Notice } from '../common/notice.js';
import { formatCount } from '../common/wording.js';
import type { DatasetHost } from './datasetEditor.js';

interface RowFieldsProps {
  readonly host: DatasetHost;
  /** From 1; null: no row is selected. */
  readonly row: number | null;
  readonly view: DatasetView;
  readonly root: RefObject<HTMLDivElement | null>;
}

type Shown =
  | { readonly row: number; readonly fields: readonly FieldView[]; readonly line: string | null }
  | { readonly row: number; readonly error: string };

/** Every column of one row, in full. */
export function RowFields({ host, row, view, root }: RowFieldsProps) {
  const [shown, setShown] = useState<Shown | null>(null);
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    if (row === null) {
      setShown(null);
      return;
    }
    let current = true;
    host.call('row', { row }).then(
      (reply) => current && setShown({ row, ...reply }),
      (error: unknown) => current && setShown({ row, error: reasonOf(error) }),
    );
    return () => void (current = false);
  }, [host, row, view, attempt]);

  if (row === null) {
    return <Notice icon="list-selection" title="Select a row to read it in full." />;
  }
  const line = shown && 'line' in shown ? shown.line : null;
  return (
    <section class="pane" aria-label={`Row ${row}`}>
      <header class="pane-head">
        <h2>Row {formatCount(row)}</h2>
        <span class="spacer" />
        <button
          class="tool"
          title="The prompts of a spec that uses this dataset, on this row"
          onClick={() => void host.call('previewRow', { row })}
        >
          <Icon name="open-preview" />
          Preview on this row
        </button>
        {line !== null && (
          <button class="tool" onClick={() => void host.call('copy', { text: line })}>
            <Icon name="copy" />
            Copy as JSON
          </button>
        )}
      </header>
      <div
        class="pane-body"
        ref={root}
        tabIndex={0}
        role="region"
        aria-label="Values of the row"
        onKeyDown={(event) => {
          if (event.key === 'Escape') document.querySelector<HTMLElement>('.grid')?.focus();
        }}
      >
        {shown && 'error' in shown && (
          <Notice icon="error" title={shown.error}>
            <button class="button" onClick={() => setAttempt(attempt + 1)}>
              Retry
            </button>
          </Notice>
        )}
        {shown && 'fields' in shown && (
          <dl class="fields">
            {shown.fields.map((field) => (
              <div key={field.column}>
                <dt>{field.column}</dt>
                <dd class={`text kind-${field.kind}`}>
                  {field.kind === 'missing' ? (
                    'This row has no such column.'
                  ) : field.text === '' ? (
                    <span class="muted">empty</span>
                  ) : (
                    field.text
                  )}
                </dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </section>
  );
}
