import { useMemo } from 'preact/hooks';
import { t } from '../../../l10n/t.js';
import type { ResultDetail, TitledText } from '../../../shared/protocol.js';
import { Icon } from '../../common/icon.js';
import { MenuButton } from '../../common/menu.js';
import { columnLabel } from '../../common/wording.js';
import { DiffText, diffSentence } from '../../common/wordDiff/diffText.js';
import { wordDiff } from '../../common/wordDiff/wordDiff.js';
import type { Remembered } from '../resultsEditor.js';
import { Texts } from './texts.js';

interface ResponsesProps {
  readonly detail: ResultDetail;
  readonly kept: Pick<Remembered, 'isDiffing' | 'diffWith'>;
  keep(change: Partial<Remembered>): void;
}

/** Two texts that can be compared. */
interface Pair {
  readonly before: TitledText & { readonly text: string };
  readonly after: TitledText & { readonly text: string };
}

/** What was judged: A beside B, or the response beside a column of the dataset, with the differences marked. */
export function Responses({ detail, kept, keep }: ResponsesProps) {
  const columns = comparableColumns(detail);
  const pair = pairOf(detail, chosenColumn(columns, kept.diffWith));
  const isOn = kept.isDiffing && pair !== undefined;
  return (
    <section aria-label={t('Responses')}>
      {(pair ?? columns[0]) && (
        <div class="compared">
          {pair && (
            <button
              class="tool toggle"
              aria-pressed={isOn}
              title={t('Mark what differs, word by word (d)')}
              onClick={() => keep({ isDiffing: !kept.isDiffing })}
            >
              <Icon name="diff" /> {t('Diff')}
            </button>
          )}
          {columns.length > 0 && (
            <MenuButton
              label={
                pair ? t('Diff with {0}', columnLabel(pair.before.title)) : t('Diff with a column')
              }
              align="left"
              entries={() => [
                { kind: 'title', text: t('Compare with') },
                ...columns.map(({ column }) => ({
                  kind: 'item' as const,
                  label: columnLabel(column),
                  isChecked: column === pair?.before.title,
                  run: () => keep({ diffWith: column, isDiffing: true }),
                })),
              ]}
            >
              {pair ? (
                t('with {0}', columnLabel(pair.before.title))
              ) : (
                <>
                  <Icon name="diff" /> {t('Diff with…')}
                </>
              )}{' '}
              <Icon name="chevron-down" />
            </MenuButton>
          )}
        </div>
      )}
      {isOn ? <Compared {...pair} /> : <Texts texts={detail.responses} />}
    </section>
  );
}

function Compared({ before, after }: Pair) {
  const diff = useMemo(() => wordDiff(before.text, after.text), [before.text, after.text]);
  const sentence = diffSentence(diff, [before.title, after.title]);
  return (
    <>
      <p class="muted diff-sentence" role="status">
        {sentence}
      </p>
      {diff.by === 'none' ? (
        <Texts texts={[before, after]} />
      ) : (
        <div class="pair">
          {([before, after] as const).map((text, index) => (
            <section class="block" key={text.title}>
              <h3 class="block-title">
                {text.title}
                {text.note !== null && <span class="block-note">{text.note}</span>}
              </h3>
              <DiffText diff={diff} side={index === 0 ? 'before' : 'after'} />
            </section>
          ))}
        </div>
      )}
    </>
  );
}

function pairOf(
  { responses: [first, second] }: ResultDetail,
  column: ResultDetail['inputs'][number] | undefined,
): Pair | undefined {
  if (!first) return undefined;
  if (second)
    return hasText(first) && hasText(second) ? { before: first, after: second } : undefined;
  if (!column || !hasText(first)) return undefined;
  return {
    before: { title: column.column, note: t('dataset'), text: column.text },
    after: first,
  };
}

function hasText(text: TitledText): text is TitledText & { readonly text: string } {
  return text.text !== null && text.text !== '';
}

/** A single response can stand beside any text of its row. */
function comparableColumns({ inputs, responses }: ResultDetail): ResultDetail['inputs'] {
  if (responses.length !== 1) return [];
  return inputs.filter(({ kind, text }) => kind === 'text' && text !== '');
}

/** Names that people give to the answer they hope for. */
const REFERENCE =
  /^(reference|expected|gold|golden|truth|ground.?truth|target|ideal|correct|best)/i;

function chosenColumn(
  columns: ResultDetail['inputs'],
  chosen: string | null,
): ResultDetail['inputs'][number] | undefined {
  return (
    columns.find(({ column }) => column === chosen) ??
    columns.find(({ column }) => REFERENCE.test(column))
  );
}
