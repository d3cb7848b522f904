import { t } from '../../../l10n/t.js';
import type { TitledText } from '../../../shared/protocol.js';

/** Two texts of one kind (both orders, A and B) stand side by side where there is room. */
export function Texts({ texts, stacked }: { texts: readonly TitledText[]; stacked?: true }) {
  if (texts.length === 0) return null;
  return (
    <div class={texts.length > 1 && !stacked ? 'pair' : ''}>
      {texts.map((text) => (
        <section class="block" key={text.title}>
          <h3 class="block-title">
            {text.title}
            {text.note !== null && <span class="block-note">{text.note}</span>}
          </h3>
          <Words text={text.text} />
        </section>
      ))}
    </div>
  );
}

/** A text as it stands; a word where there is none. */
function Words({ text }: { text: string | null }) {
  if (text === null) return <p class="muted">{t('none')}</p>;
  if (text === '') return <p class="muted">{t('empty')}</p>;
  return <pre class="text">{text}</pre>;
}
