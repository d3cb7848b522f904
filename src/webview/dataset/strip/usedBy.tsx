import { Fragment } from 'preact';
import { useState } from 'preact/hooks';
import { plural, t } from '../../../l10n/t.js';
import type { SpecUse } from '../../../shared/datasetViews.js';
import { Icon } from '../../common/icon.js';
import { Popover, anchorOf } from '../../common/popover.js';
import type { Anchor } from '../../common/popover.js';
import { formatCount } from '../../common/wording.js';

/** Names that stand in the strip itself; the others are one press away. */
const MOST_NAMES = 6;
/** Of a longer list only these are drawn: nobody reads ten thousand names in a strip. */
const MOST_LISTED = 300;
/** Every spec reads it where it is there, and no spec lacks it where it isn't. */
const OPTIONAL_COLUMN = 'image_data_urls';

interface UsedByProps {
  readonly uses: readonly SpecUse[];
  readonly columns: readonly string[];
  onInsert(column: string): void;
  onSpec(uri: string): void;
}

/** Which specs read the dataset, which of its columns, and which nobody reads. */
export function UsedBy({ uses, columns, onInsert, onSpec }: UsedByProps) {
  const [anchor, setAnchor] = useState<Anchor | null>(null);
  const [first] = uses;
  if (!first) return null;
  const known = new Set(columns);
  const used = new Set(uses.flatMap((use) => use.columns));
  const read = (use: SpecUse) =>
    use.columns.filter((name) => name !== OPTIONAL_COLUMN || known.has(name));
  const unused = columns.filter((name) => !used.has(name));
  return (
    <span class="used">
      <span class="used-line">
        <span class="muted">{t('used by')} </span>
        <SpecLink use={first} onSpec={onSpec} />
        <span class="muted">: </span>
        <Names names={read(first)} known={known} onInsert={onInsert} />
        {unused.length > 0 && (
          <>
            <span class="muted"> {t('· unused:')} </span>
            <Names names={unused} known={known} onInsert={onInsert} />
          </>
        )}
      </span>
      <button
        class="tool used-all"
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        title={t('Every spec that uses this dataset, with its columns')}
        onClick={(event) => setAnchor(anchor ? null : anchorOf(event.currentTarget))}
      >
        {plural(uses.length, '{0} spec', '{0} specs')}
        <Icon name="chevron-down" />
      </button>
      {anchor && (
        <Popover
          anchor={anchor}
          align="right"
          role="dialog"
          label={t('Specs that use this dataset')}
          class="uses"
          onClose={() => setAnchor(null)}
        >
          <dl>
            {uses.map((use) => (
              <div key={use.uri}>
                <dt>
                  <SpecLink use={use} onSpec={onSpec} />
                </dt>
                <dd>
                  <Names names={read(use)} known={known} onInsert={onInsert} most={MOST_LISTED} />
                </dd>
              </div>
            ))}
            <div>
              <dt>{t('unused')}</dt>
              <dd>
                <Names names={unused} known={known} onInsert={onInsert} most={MOST_LISTED} />
              </dd>
            </div>
          </dl>
          <p class="muted">{t('A column’s name puts it into the template that was used last.')}</p>
        </Popover>
      )}
    </span>
  );
}

function SpecLink({ use, onSpec }: { use: SpecUse; onSpec(uri: string): void }) {
  return (
    <button
      class="link"
      title={use.isOpen ? t('It is open: go to it') : t('Open it')}
      onClick={() => onSpec(use.uri)}
    >
      {use.spec}
      {use.isOpen && <span class="hidden"> {t('(open)')}</span>}
    </button>
  );
}

interface NamesProps {
  readonly names: readonly string[];
  readonly known: ReadonlySet<string>;
  onInsert(column: string): void;
  readonly most?: number;
}

function Names({ names, known, onInsert, most = MOST_NAMES }: NamesProps) {
  if (names.length === 0) return <span class="muted">{t('no column')}</span>;
  const rest = names.length - most;
  return (
    <span class="used-names">
      {names.slice(0, most).map((name) => (
        <Fragment key={name}>
          {known.has(name) ? (
            <button
              class="column-name clip"
              title={t('Insert {{ {0} }} into the template', name)}
              onClick={() => onInsert(name)}
            >
              {name}
            </button>
          ) : (
            <span class="column-name clip lacking" title={t('The dataset has no such column.')}>
              {name}
            </span>
          )}{' '}
        </Fragment>
      ))}
      {rest > 0 && <span class="muted">{t('and {0} more', formatCount(rest))}</span>}
    </span>
  );
}
