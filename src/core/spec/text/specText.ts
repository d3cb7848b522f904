import type { JsonObject } from '../../json.js';
import type { SpecFormat } from '../parseSpec.js';
import { yamlSpec } from './yamlSpec.js';

/** Comments: above the file and above single fields. */
export interface SpecNotes {
  readonly head: readonly string[];
  readonly fields: Readonly<Record<string, readonly string[]>>;
}

/** A spec as the text of a file. JSON takes no comments, JSONC only those above the file. */
export function specText(spec: JsonObject, format: SpecFormat, notes: SpecNotes): string {
  if (format === 'yaml') return yamlSpec(spec, notes);
  const json = `${JSON.stringify(spec, null, 2)}\n`;
  if (format === 'json') return json;
  return `${notes.head.map((line) => `// ${line}\n`).join('')}${json}`;
}
