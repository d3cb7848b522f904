import type { JsonObject } from '../json.js';
import { columnRoles, hasWord } from '../spec/columnRoles.js';
import { isNameable } from '../spec/templateNames.js';
import { UserError } from '../userError.js';
import type { GalleryColumn, GalleryTemplate } from './galleryTemplate.js';

/** Columns of a dataset by the ids that a rubric knows them by. */
export type ColumnMapping = Readonly<Record<string, string>>;

/** Beside those that responses have anywhere. */
const RESPONSE_WORDS = ['summary', 'translation', 'draft'];

/** Everything that a template wants of a row: the responses first. */
export function neededColumns({ verdict, columns }: GalleryTemplate): readonly GalleryColumn[] {
  const responses =
    verdict.type === 'compare'
      ? [
          { id: 'response_a', holds: 'the first response', words: RESPONSE_WORDS },
          { id: 'response_b', holds: 'the second response', words: RESPONSE_WORDS },
        ]
      : [{ id: 'response', holds: 'the response to judge', words: RESPONSE_WORDS }];
  return [...responses, ...columns];
}

/**
 * The columns that stand for what a template needs, as far as names and values tell; `given` holds. What
 * is left out is unclear. No column is taken twice.
 */
export function guessColumns(
  template: GalleryTemplate,
  columns: readonly string[],
  { given = {}, rows = [] }: { given?: ColumnMapping; rows?: readonly JsonObject[] } = {},
): ColumnMapping {
  const mapping: Record<string, string> = { ...given };
  const taken = () => new Set(Object.values(mapping));
  const roles = columnRoles(columns, rows);
  const needed = neededColumns(template);
  // What only one name can mean first: a `source` is no question.
  for (const { id, words } of [...needed].reverse()) {
    if (mapping[id] !== undefined || id.startsWith('response')) continue;
    const byRole =
      id === 'question' ? roles.question : id === 'reference' ? roles.reference : undefined;
    const free = columns.filter((name) => isNameable(name) && !taken().has(name));
    const found =
      free.find((name) => name === id) ??
      (byRole !== undefined && free.includes(byRole) ? byRole : undefined) ??
      words.map((word) => free.find((name) => hasWord(name, [word]))).find((name) => name);
    if (found !== undefined) mapping[id] = found;
  }
  for (const { id, words } of needed) {
    if (mapping[id] !== undefined || !id.startsWith('response')) continue;
    const free = (name: string) => !taken().has(name);
    const found =
      columns.find((name) => name === id && free(name)) ??
      roles.responses.find(free) ??
      words
        .map((word) => columns.find((name) => free(name) && hasWord(name, [word])))
        .find(Boolean);
    if (found !== undefined) mapping[id] = found;
  }
  return mapping;
}

/** Throws `UserError` for what can be no mapping of a template to these columns. */
export function checkMapping(
  template: GalleryTemplate,
  columns: readonly string[],
  mapping: ColumnMapping,
): void {
  const needed = neededColumns(template);
  for (const [id, column] of Object.entries(mapping)) {
    if (!needed.some((one) => one.id === id)) {
      throw new UserError(
        'usage',
        `The rubric “${template.id}” has no “${id}”; it takes ${needed.map((one) => one.id).join(', ')}.`,
      );
    }
    if (!columns.includes(column)) {
      throw new UserError(
        'usage',
        `The dataset has no column “${column}” for “${id}”; its columns are ${columns.join(', ')}.`,
      );
    }
    if (!id.startsWith('response') && !isNameable(column)) {
      throw new UserError(
        'usage',
        `No template can name the column “${column}”; give it a plain name first, with Gavel: Rename Columns.`,
      );
    }
  }
}

/** What a mapping lacks that a spec can't do without: all but responses, which a model can give. */
export function missingColumns(
  template: GalleryTemplate,
  mapping: ColumnMapping,
): readonly GalleryColumn[] {
  return neededColumns(template).filter(
    ({ id }) => mapping[id] === undefined && !id.startsWith('response'),
  );
}
