import { useMemo } from 'preact/hooks';
import { t } from '../../../l10n/t.js';
import type { FullFieldView } from '../../../shared/datasetViews.js';
import { Hits } from '../find/hits.js';
import type { FieldMode } from './fieldMode.js';
import { jsonPieces } from './jsonPieces.js';
import { MarkdownView } from './markdownView.js';
import { rawPieces } from './rawPieces.js';

interface FieldTextProps {
  readonly field: FullFieldView;
  readonly mode: FieldMode;
  readonly pattern: RegExp | null;
  onLink(url: string): void;
}

/** The value of a field, read in one of the ways. */
export function FieldText({ field, mode, pattern, onLink }: FieldTextProps) {
  const { kind, text } = field;
  if (kind === 'missing') return <p class="muted">{t('This row has no such column.')}</p>;
  if (kind === 'null') return <p class="muted">null</p>;
  if (text === '') return <p class="muted">{t('empty text')}</p>;
  switch (mode) {
    case 'markdown':
      return <MarkdownView text={text} pattern={pattern} onLink={onLink} />;
    case 'json':
      return <JsonText text={text} pattern={pattern} />;
    case 'raw':
      return <RawText text={text} />;
    case 'text':
      return (
        <pre class="text">
          <Hits text={text} pattern={pattern} />
        </pre>
      );
  }
}

/** Coloured where it is short enough to be looked at part by part. */
const MOST_PIECES = 4000;

function JsonText({ text, pattern }: { text: string; pattern: RegExp | null }) {
  const pieces = useMemo(() => jsonPieces(text), [text]);
  if (pieces.length > MOST_PIECES) {
    const whole = pieces.map((piece) => piece.text).join('');
    return (
      <pre class="text">
        <Hits text={whole} pattern={pattern} />
      </pre>
    );
  }
  return (
    <pre class="text json">
      {pieces.map((piece, index) => (
        <span class={`json-${piece.kind}`} key={index}>
          <Hits text={piece.text} pattern={pattern} />
        </span>
      ))}
    </pre>
  );
}

/** Marks stand in for characters, so a text is found in the other ways only. */
function RawText({ text }: { text: string }) {
  const pieces = useMemo(() => rawPieces(text), [text]);
  return (
    <pre class="text raw">
      {pieces.map(({ text: piece, isSign }, index) =>
        isSign ? (
          <span class="raw-sign" key={index}>
            {piece}
          </span>
        ) : (
          piece
        ),
      )}
    </pre>
  );
}
