import type { FullFieldView } from '../../../shared/datasetViews.js';
import { isCut } from '../detail/fieldMode.js';

/** The text by which a filter knows a value; null where it is too long to be told in full. */
export function cellValue(field: FullFieldView): string | null {
  if (isCut(field)) return null;
  return field.kind === 'json' ? compact(field.text) : field.text;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|\s+/g;

/** JSON without the blanks between its parts. */
function compact(json: string): string {
  return json.replace(TOKEN, (token) => (token.startsWith('"') ? token : ''));
}
