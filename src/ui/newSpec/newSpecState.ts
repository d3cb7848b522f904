import type * as vscode from 'vscode';
import type { GalleryTemplate } from '../../core/gallery/galleryTemplate.js';
import { guessColumns, neededColumns, type ColumnMapping } from '../../core/gallery/mapColumns.js';
import { columnRoles } from '../../core/spec/columnRoles.js';
import type { EvaluationType } from '../../core/spec/evalSpec.js';
import type { FirstRows } from '../../core/spec/firstRows.js';

/** What a new spec starts from. */
export type StartPoint = 'dataset' | 'gallery' | 'sample' | { readonly command: string };

/** How responses are judged: a rubric of the gallery, or a plain one of a type. */
export type ChosenRubric =
  | { readonly kind: 'plain'; readonly type: EvaluationType }
  | { readonly kind: 'gallery'; readonly template: GalleryTemplate };

export interface ChosenDataset {
  readonly uri: vscode.Uri;
  readonly found: FirstRows;
}

/** What is known of a new spec while it is asked for. */
export interface NewSpecState {
  readonly start?: StartPoint;
  readonly dataset?: ChosenDataset;
  readonly rubric?: ChosenRubric;
  /** Columns that the person named, by what the rubric needs. */
  readonly mapping: ColumnMapping;
  /** Needs that the person left to a model. */
  readonly generated: readonly string[];
  /** What is asked for, where a copy of the dataset under other names would say otherwise. */
  readonly asked?: readonly string[];
}

/** The mapping of a rubric, as far as it is known or can be guessed; undefined without one. */
export function mappingOf({ dataset, rubric, mapping, generated }: NewSpecState): ColumnMapping {
  if (!dataset || rubric?.kind !== 'gallery') return {};
  const { columns, rows } = dataset.found;
  const guessed = guessColumns(rubric.template, columns, {
    given: mapping,
    rows: rows.map(({ values }) => values),
  });
  return Object.fromEntries(Object.entries(guessed).filter(([id]) => !generated.includes(id)));
}

/**
 * What a rubric needs that names alone do not settle: no column fits, or several hold responses. It
 * stays the same while the person answers.
 */
export function unclearNeeds({ dataset, rubric, asked }: NewSpecState): readonly string[] {
  if (asked) return asked;
  if (!dataset || rubric?.kind !== 'gallery') return [];
  const { columns, rows } = dataset.found;
  const values = rows.map((row) => row.values);
  const guessed = guessColumns(rubric.template, columns, { rows: values });
  const needed = neededColumns(rubric.template).map(({ id }) => id);
  const wanted = needed.filter((id) => id.startsWith('response')).length;
  const isPlain = columnRoles(columns, values).responses.length <= wanted;
  return needed.filter(
    (id) => guessed[id] === undefined || (id.startsWith('response') && !isPlain),
  );
}

/** The same state of a copy of its dataset, in which some columns have the names of `names`. */
export function withCopy(
  state: NewSpecState,
  copy: ChosenDataset,
  names: ReadonlyMap<string, string>,
): NewSpecState {
  const mapping = Object.fromEntries(
    Object.entries(mappingOf(state)).map(([id, column]) => [id, names.get(column) ?? column]),
  );
  return { ...state, dataset: copy, mapping, asked: unclearNeeds(state) };
}
