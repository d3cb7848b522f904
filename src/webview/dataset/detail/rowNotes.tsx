import { plural, t } from '../../../l10n/t.js';
import type { datasetProtocol } from '../../../shared/datasetProtocol.js';
import type { Reply } from '../../../shared/rpc.js';
import { Icon } from '../../common/icon.js';
import { formatCount } from '../../common/wording.js';

interface RowNotesProps {
  readonly row: Reply<typeof datasetProtocol, 'row'>;
  onText(): void;
}

/** What is odd about a row, with its place; of one that can't be read, what stands there. */
export function RowNotes({ row, onText }: RowNotesProps) {
  const { line, notes, extra, broken } = row;
  const place = (
    <button class="link" title={t('Open the line as text')} onClick={onText}>
      {t('line {0}', formatCount(line))}
    </button>
  );
  return (
    <>
      {broken && (
        <section class="row-broken">
          <p class="row-note">
            <span class="tone-error">
              <Icon name="error" />
            </span>
            <span>
              {broken.message} {place}
            </span>
          </p>
          <pre class="text">{broken.text}</pre>
        </section>
      )}
      {!broken &&
        notes.map((note, index) => (
          <p class="row-note" key={index}>
            <span class="tone-warn">
              <Icon name="warning" />
            </span>
            <span>
              {note} {index === notes.length - 1 && place}
            </span>
          </p>
        ))}
      {extra.length > 0 && (
        <section class="field" aria-label={t('Fields without a column')}>
          <h3 class="field-name">
            {plural(extra.length, '{0} field beyond the header', '{0} fields beyond the header')}
          </h3>
          <ol class="row-extra">
            {extra.map((text, index) => (
              <li class="text" key={index}>
                {text === '' ? <span class="muted">{t('empty text')}</span> : text}
              </li>
            ))}
          </ol>
        </section>
      )}
    </>
  );
}
