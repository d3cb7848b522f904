import type { ResultsView } from '../../../shared/protocol.js';
import { columnsLike } from '../../common/columnsLike.js';

interface Completion {
  readonly label: string;
  readonly about: string | null;
  /** What the field holds when it is chosen. */
  readonly text: string;
}

/** More than these nobody reads: typing finds the others. */
const MOST_SHOWN = 50;
/** Something that means more than a name is asked already. */
const OPERATOR = /[~=<>!:]/;

/** Columns for a condition whose column is being written. */
export function completions(
  columns: ResultsView['conditionColumns'],
  text: string,
): readonly Completion[] {
  const typed = text.trimStart();
  if (OPERATOR.test(typed) || /^["']/.test(typed)) return [];
  const about = new Map(columns.map((column) => [column.name, column.about]));
  const found = columnsLike([...about.keys()], typed);
  // A name that is written out is no question any more.
  if (found.length === 1 && found[0] === typed) return [];
  return found.slice(0, MOST_SHOWN).map((name) => ({
    label: name,
    about: about.get(name) ?? null,
    text: quotedName(name),
  }));
}

/** With quotes where it holds characters that mean something in a condition. */
function quotedName(name: string): string {
  const isPlain = !OPERATOR.test(name) && !/^["'\s]|\s$|^\*?$/.test(name);
  return isPlain ? name : `"${name.replaceAll('"', '""')}"`;
}
