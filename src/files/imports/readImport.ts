import type { ImportFolder } from '../../core/imports/importFolder.js';
import type { PathGate } from '../../core/paths/pathGate.js';
import { readText } from '../readText.js';
import { createImportFolder, type ImportFiles } from './importFolder.js';

/** Results of thousands of rows in one JSON document; more is split, or written as JSON Lines. */
const MOST_BYTES = 100_000_000;

/** A file of another program (absolute path) and its folder, as far as the gate lets them be read. */
export async function readImport(
  path: string,
  { gate, ...files }: ImportFiles & { readonly gate: PathGate },
): Promise<{ readonly text: string; readonly folder: ImportFolder }> {
  await gate.checkFile(path);
  const text = await readText(path, { doing: 'read', other: 'usage', mostBytes: MOST_BYTES });
  return { text, folder: createImportFolder(path, files) };
}
