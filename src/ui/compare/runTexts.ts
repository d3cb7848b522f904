import * as vscode from 'vscode';
import type { ComparedRun } from '../../core/compare/comparison.js';
import type { Json } from '../../core/json.js';
import { isJsonObject } from '../../core/json.js';
import type { RunManifest } from '../../core/runs/manifest.js';
import type { GavelUi } from '../gavelUi.js';
import { RUN_TEXT_SCHEME } from './runTextScheme.js';

/** The spec whole. */
const WHOLE = 'spec';

/** Opens VS Code's diff editor on a field of two runs' specs, or on the specs whole. */
export async function showRunDiff(
  a: ComparedRun,
  b: ComparedRun,
  field: string,
): Promise<readonly [vscode.Uri, vscode.Uri]> {
  const isTemplate = field.endsWith('_template');
  const shown = isTemplate ? field : WHOLE;
  const [left, right] = [textUri(a, shown), textUri(b, shown)];
  const what = isTemplate ? field.replaceAll('.', ' ').replaceAll('_', ' ') : 'spec';
  const title = `${a.manifest.name} (${a.manifest.id}) ↔ ${b.manifest.name} (${b.manifest.id}): ${what}`;
  await vscode.commands.executeCommand('vscode.diff', left, right, title, { preview: true });
  return [left, right];
}

/** Its name says what it is, so that the editor colours it. */
function textUri({ run, manifest }: ComparedRun, field: string): vscode.Uri {
  const name = field === WHOLE ? 'spec.json' : `${field}.jinja`;
  return vscode.Uri.from({
    scheme: RUN_TEXT_SCHEME,
    path: `/${manifest.id}/${name}`,
    query: JSON.stringify([run.folder, field]),
  });
}

/** The text of such a document. */
export async function runText(uri: vscode.Uri, { services }: GavelUi): Promise<string> {
  const [folder, field] = JSON.parse(uri.query) as [string, string]; // of `textUri`
  try {
    const run = await services.runs.find(folder, []);
    const manifest = await services.runs.read(run);
    return field === WHOLE ? specText(manifest) : templateText(manifest, field);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** One line for each field; texts of several lines as lists of lines, so that a diff finds them. */
function specText({ spec }: RunManifest): string {
  // A spec is what a file of JSON held.
  return `${JSON.stringify(inLines(spec as unknown as Json), null, 2)}\n`;
}

function inLines(value: Json): Json {
  if (typeof value === 'string') return value.includes('\n') ? value.split('\n') : value;
  if (Array.isArray(value)) return value.map(inLines);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inLines(inner)]));
}

function templateText({ spec }: RunManifest, field: string): string {
  const value = field.split('.').reduce<Json | undefined>(
    (inner, key) => (isJsonObject(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined),
    spec as unknown as Json, // what a file of JSON held
  );
  return typeof value === 'string' ? value : '';
}
