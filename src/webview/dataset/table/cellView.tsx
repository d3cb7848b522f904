import type { ComponentChildren } from 'preact';
import { t } from '../../../l10n/t.js';
import { splitHits } from '../find/findPattern.js';
import type { ShownCell } from './rowPages.js';

/**
 * What stands in a cell. Not a component: a screen has hundreds of cells, and most are a text. What
 * is not there, null and empty each look their own.
 */
export function cellView(cell: ShownCell | undefined, pattern: RegExp | null): ComponentChildren {
  if (!cell) return <span class="pending" />;
  switch (cell.kind) {
    case '-':
      return (
        <span class="cell-missing" title={t('This row has no such column.')}>
          —
        </span>
      );
    case '0':
      return <span class="cell-null">null</span>;
  }
  if (cell.text === '') return <span class="cell-empty">{t('empty')}</span>;
  const text = visibleText(cell.text);
  // The cell may be from when something was looked for.
  return cell.isHit && pattern ? hitView(text, pattern) : text;
}

/** A text with what is looked for marked; all of it where that can't be told apart. */
function hitView(text: string, pattern: RegExp): ComponentChildren {
  const pieces = splitHits(text, pattern);
  if (!pieces.some((piece) => piece.isHit)) return <mark class="hit">{text}</mark>;
  return pieces.map((piece, index) =>
    piece.isHit ? (
      <mark class="hit" key={index}>
        {piece.text}
      </mark>
    ) : (
      piece.text
    ),
  );
}

// eslint-disable-next-line no-control-regex -- these are what is looked for
const CONTROLS = /[\u0000-\u001f\u007f]/g;

/** Control characters by their pictures: a line of a table has no other place for them. */
export function visibleText(text: string): string {
  return text.replace(CONTROLS, (character) => {
    if (character === '\t' || character === '\n') return ' ';
    return character === '\u007f' ? '␡' : String.fromCharCode(0x2400 + character.charCodeAt(0));
  });
}
