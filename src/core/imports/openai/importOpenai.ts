import { t } from '../../../l10n/t.js';
import { isJsonObject, type Json } from '../../json.js';
import { UserError } from '../../userError.js';
import type { ImportDraft } from '../importDraft.js';
import type { ImportFolder } from '../importFolder.js';
import { createNotes } from '../importNotes.js';
import { readLines, readPlain } from '../plainSource.js';
import { hostedDraft } from './hostedDraft.js';
import { hostedParts } from './hostedParts.js';
import { isRegistry, registryDraft } from './registryDraft.js';

interface OpenAiSource {
  readonly text: string;
  /** The file's name. */
  readonly file: string;
}

/**
 * Specs, datasets and runs of what OpenAI's evals keep: answers of the hosted API (evals, runs, output
 * items, rows), or YAML of the open-source registry. `data`: rows or output items beside it. Throws
 * `UserError` of kind `usage` for a text that is none of them.
 */
export async function importOpenai(
  source: OpenAiSource,
  data: OpenAiSource | undefined,
  folder: ImportFolder,
): Promise<ImportDraft> {
  const notes = createNotes();
  const value = valuesOf(source);
  const [only, another] = value;
  if (another === undefined && isJsonObject(only) && isRegistry(only)) {
    const rows = data && valuesOf(data).filter(isJsonObject);
    return registryDraft(only, { file: source.file, rows, folder, notes });
  }
  const parts = hostedParts([...value, ...(data ? valuesOf(data) : [])]);
  const found = Object.values(parts).some((each: readonly unknown[]) => each.length > 0);
  if (!found) {
    const message = t(
      '{0} is no OpenAI eval: it holds neither testing_criteria, nor runs, output items or rows with an item, nor an eval of the registry.',
      source.file,
    );
    throw new UserError('usage', message);
  }
  return hostedDraft(parts, source.file, notes);
}

function valuesOf({ text, file }: OpenAiSource): readonly Json[] {
  if (/\.(?:jsonl|ndjson)$/i.test(file)) return readLines(text, file);
  const value = readPlain(text, file);
  return Array.isArray(value) ? (value as readonly Json[]) : [value];
}
