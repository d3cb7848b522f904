import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ImportDraft } from '../../../../src/core/imports/importDraft.js';
import { draftFiles } from '../../../../src/core/imports/importDraft.js';
import type { ImportFolder } from '../../../../src/core/imports/importFolder.js';
import { isJsonObject, type JsonObject } from '../../../../src/core/json.js';
import { parseSpec } from '../../../../src/core/spec/parseSpec.js';
import { UserError } from '../../../../src/core/userError.js';
import { createDatasetFiles } from '../../../../src/files/dataset/datasetFiles.js';
import { createImportFolder } from '../../../../src/files/imports/importFolder.js';
import { createTextFiles } from '../../../../src/files/textFiles.js';

const FIXTURES = fileURLToPath(new URL('../../../fixtures/imports/', import.meta.url));

/** A file of `test/fixtures/imports`, and its folder. */
export async function importFixture(file: string) {
  const place = path.join(FIXTURES, file);
  const files = { texts: createTextFiles(), datasets: createDatasetFiles() };
  return { file, text: await readFile(place, 'utf8'), folder: createImportFolder(place, files) };
}

/** A folder without a file. */
export const emptyFolder: ImportFolder = {
  read: (name) => Promise.reject(new UserError('not_found', `${name} is not there.`)),
  rows: (name) => Promise.reject(new UserError('not_found', `${name} is not there.`)),
  find: () => Promise.resolve([]),
};

/** The specs of a draft by their suffix, as a reader of the files sees them. */
export function specsIn(draft: ImportDraft): Record<string, JsonObject> {
  const files = [...draftFiles(draft, 'x')].filter(({ kind }) => kind === 'spec');
  return Object.fromEntries(
    files.map(({ name, text }) => {
      const { spec, problems } = parseSpec(text, name);
      if (!spec) throw new Error(`${name}: ${problems.map(({ message }) => message).join(' ')}`);
      const plain: unknown = spec;
      if (!isJsonObject(plain)) throw new Error(name);
      return [name.replace(/^x-?/, '').replace('.eval.yaml', ''), plain];
    }),
  );
}

export function rowsIn(draft: ImportDraft, suffix: string): readonly JsonObject[] | undefined {
  return draft.datasets.find((each) => each.suffix === suffix)?.rows;
}

/** What was lost and what was changed, by name. */
export function notesIn({ notes }: ImportDraft): string[] {
  return notes.map(({ kind, what }) => `${kind} ${what}`);
}
