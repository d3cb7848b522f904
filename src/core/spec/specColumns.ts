import { templateColumns } from '../template/renderTemplate.js';
import type { ResolvedSpec } from './evalSpec.js';
import { responseColumns, templateFields } from './specTemplates.js';

/** The one column that the service uses without being named in a template (API reference, 2.5). */
export const IMAGE_COLUMN = 'image_data_urls';

/**
 * Columns that a spec can use: those of its templates, its response columns, and `image_data_urls`.
 * The dataset need not have each of them. Any other column makes the service refuse the dataset.
 */
export function specColumns(spec: ResolvedSpec): string[] {
  const ofTemplates = templateFields(spec).flatMap(({ source }) =>
    typeof source === 'string' ? templateColumns(source) : [],
  );
  const ofResponses = responseColumns(spec).map(({ column }) => column);
  return [...new Set([...ofTemplates, ...ofResponses, IMAGE_COLUMN])];
}
