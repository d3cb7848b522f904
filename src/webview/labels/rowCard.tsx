import type { RefObject } from 'preact';
import { t } from '../../l10n/t.js';
import type { LabelCard } from '../../shared/labelsProtocol.js';

interface RowCardProps {
  readonly card: LabelCard;
  /** `Row 12 of 40` */
  readonly place: string;
  /** Empty for verdicts that were imported without one. */
  readonly rubric: string;
  readonly isRubricOpen: boolean;
  onRubric(isOpen: boolean): void;
  readonly root: RefObject<HTMLElement | null>;
}

/** What the judge was shown of the row: its instructions, the inputs, the response or both. */
export function RowCard({ card, place, rubric, isRubricOpen, onRubric, root }: RowCardProps) {
  return (
    <section class="row-card fill" ref={root} tabIndex={0} aria-label={place}>
      {rubric !== '' && (
        <details
          open={isRubricOpen}
          onToggle={({ currentTarget }) => {
            if (currentTarget.open !== isRubricOpen) onRubric(currentTarget.open);
          }}
        >
          <summary>{t('Rubric')}</summary>
          <pre class="text rubric">{rubric}</pre>
        </details>
      )}
      {card.inputs.map(({ column, text }) => (
        <section class="row-text" key={`${card.id} ${column}`}>
          <h2>{column}</h2>
          <Text text={text} />
        </section>
      ))}
      <div class={card.responses.length > 1 ? 'row-pair' : ''}>
        {card.responses.map(({ title, text }) => (
          <section class="row-text response" key={`${card.id} ${title}`}>
            <h2>{title}</h2>
            <Text text={text} />
          </section>
        ))}
      </div>
    </section>
  );
}

function Text({ text }: { text: string }) {
  return text === '' ? <p class="muted">{t('empty')}</p> : <pre class="text">{text}</pre>;
}
