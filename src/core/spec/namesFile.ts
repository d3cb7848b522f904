import type { ParsedSpec } from './parseSpec.js';
import { MODEL_FIELDS } from './problems/semanticProblems.js';

/**
 * Whether a spec, broken or not, may mean this file by its dataset or one of its templates: by its name
 * alone, in any case, as the same file has many paths. `path` may have separators of either kind.
 */
export function namesFile(spec: Pick<ParsedSpec, 'textAt'>, path: string): boolean {
  const name = nameOf(path);
  const named = [
    spec.textAt(['dataset']),
    ...MODEL_FIELDS.flatMap((field) =>
      ['system_template', 'input_template'].map((part) => spec.textAt([field, part, 'file'])),
    ),
  ];
  return named.some((text) => text !== undefined && nameOf(text) === name);
}

function nameOf(path: string): string {
  return (path.split(/[\\/]/).at(-1) ?? '').toLowerCase();
}
