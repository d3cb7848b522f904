import { t } from '../../l10n/t.js';
import type { FieldView } from '../../shared/protocol.js';
import { columnLabel } from './wording.js';

/** What the dataset has of a row beside its responses. */
export function DatasetFields({ fields }: { readonly fields: readonly FieldView[] }) {
  if (fields.length === 0) return null;
  return (
    <section class="block">
      <h3 class="block-title">{t('Dataset')}</h3>
      <dl class="fields">
        {fields.map(({ column, kind, text }) => (
          <div key={column}>
            <dt>{columnLabel(column)}</dt>
            <dd class={`text kind-${kind}`}>
              {text === '' ? <span class="muted">{t('empty')}</span> : text}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
