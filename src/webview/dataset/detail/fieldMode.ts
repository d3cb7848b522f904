import { t } from '../../../l10n/t.js';
import { SHOWN_CHARACTERS } from '../../../shared/datasetViews.js';
import type { FullFieldView } from '../../../shared/datasetViews.js';

/** Ways to read a value. */
export const fieldModes = () =>
  [
    ['text', t('Text')],
    ['markdown', 'Markdown'],
    ['json', 'JSON'],
    ['raw', t('Raw')],
  ] as const;
export type FieldMode = ReturnType<typeof fieldModes>[number][0];

/** The ways that make sense for a value, the best one first. */
export function modesOf(field: FullFieldView): readonly FieldMode[] {
  switch (field.kind) {
    case 'json':
      return ['json', 'raw'];
    case 'text':
      if (field.text === '') return [];
      if (holdsJson(field)) return ['json', 'text', 'raw'];
      return looksLikeMarkdown(field.text)
        ? ['markdown', 'text', 'raw']
        : ['text', 'markdown', 'raw'];
    default:
      return [];
  }
}

/** The way that somebody chose for the column, where the value has it; else the best one. */
export function modeOf(field: FullFieldView, chosen: FieldMode | undefined): FieldMode {
  const modes = modesOf(field);
  return chosen !== undefined && modes.includes(chosen) ? chosen : (modes[0] ?? 'text');
}

/** There is more of it than is shown. */
export function isCut({ length }: FullFieldView): boolean {
  return length > SHOWN_CHARACTERS;
}

/** A list or an object as text; of one that is cut nobody can tell. */
function holdsJson(field: FullFieldView): boolean {
  const { text } = field;
  if (!/^\s*[[{]/.test(text) || isCut(field)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Each alone is found in plain texts too; two kinds of them are not by chance. */
const SIGNS = [
  /^ {0,3}#{1,6} \S/m,
  /^ {0,3}(```|~~~)/m,
  /^ {0,3}([-*+]|\d{1,3}[.)]) \S.*\n(.*\n)*? {0,3}([-*+]|\d{1,3}[.)]) \S/m,
  /\*\*(?=\S)(?:[^*\n]|\*(?!\*))*(?<=\S)\*\*/,
  /\[[^[\]\n]+\]\([^)\s]{1,500}\)/,
  /^ {0,3}\|.*\|\s*\n {0,3}\|[\s:|-]+\|/m,
  /^ {0,3}> \S/m,
  /(^|[\s(])`[^`\n]+`/,
];
/** Enough to tell; a long text need not be gone through. */
const LOOKED_AT = 8000;

function looksLikeMarkdown(text: string): boolean {
  const start = text.slice(0, LOOKED_AT);
  const isTable = SIGNS[5]?.test(start) === true;
  return isTable || SIGNS.filter((sign) => sign.test(start)).length >= 2;
}
