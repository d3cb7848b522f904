import { basename, dirname, extname, join } from 'node:path';
import * as vscode from 'vscode';
import { datasetLines, rowName, specForRows } from '../../core/exchange/rowsDataset.js';
import { outcomeOf } from '../../core/judging/outcome.js';
import type { RunManifest } from '../../core/runs/manifest.js';
import type { RowOutcome, StoredRow } from '../../core/runs/resultRow.js';
import type { RunRef } from '../../core/runs/runStore.js';
import { UserError } from '../../core/userError.js';
import { plural, t } from '../../l10n/t.js';
import type { GavelUi } from '../gavelUi.js';
import { cancellable, runOf, uriOf } from './arguments.js';
import type { CommandContext } from './commands.js';
import { fileUri } from '../fileUri.js';

/** Rows by their names in the run (`rowName`), or by how they ended; with neither: all that failed. */
interface ChosenRows {
  readonly rows?: readonly number[];
  readonly outcomes?: readonly RowOutcome[];
}

const FAILED: readonly RowOutcome[] = ['failed', 'invalid', 'judge_error', 'generation_error'];

/**
 * Writes rows of a run as a new dataset, and beside it the run's spec for it; opens the spec. Options:
 * `rows` or `outcomes` (else the rows that failed), `target` (a path or `Uri`; else it is asked for).
 * Gives the `Uri` of the dataset and of the spec.
 */
export async function datasetFromRows(
  context: CommandContext,
  argument?: unknown,
  options?: unknown,
): Promise<{ readonly dataset: vscode.Uri; readonly spec: vscode.Uri } | undefined> {
  const { ui } = context;
  const run = await runOf(context, argument);
  if (!run) return undefined;
  const manifest = await ui.services.runs.read(run);
  const chosen = chosenIn(options);
  const given = targetIn(options);
  const dataset = given ?? (await askTarget(run, manifest));
  if (!dataset) return undefined;
  if (extname(dataset.path).toLowerCase() !== '.jsonl') {
    const message = t(
      '{0} would hold JSON Lines; give it a name that ends in .jsonl.',
      basename(dataset.path),
    );
    throw new UserError('usage', message);
  }
  const count = await cancellable(t('Writing {0}', basename(dataset.fsPath)), (signal) =>
    writeRows(
      ui,
      { run, manifest, chosen, target: dataset.fsPath, isNew: given !== undefined },
      signal,
    ),
  );
  const { spec, problems } = await writeSpec(ui, manifest, dataset);
  await vscode.window.showTextDocument(spec, { preview: false });
  const rows = plural(count, '{0} row', '{0} rows');
  const left = problems.length === 0 ? '' : t(' Still to do in the spec: {0}', problems[0] ?? '');
  void vscode.window.showInformationMessage(
    t('{0} in {1}.{2}', rows, basename(dataset.path), left),
  );
  return { dataset, spec };
}

async function writeRows(
  { services }: GavelUi,
  {
    run,
    manifest: { spec, name },
    chosen: { rows, outcomes = FAILED },
    target,
    isNew,
  }: {
    readonly run: RunRef;
    readonly manifest: RunManifest;
    readonly chosen: ChosenRows;
    readonly target: string;
    /** False where a person has agreed that a file there gives way. */
    readonly isNew: boolean;
  },
  signal: AbortSignal,
): Promise<number> {
  const names = rows && new Set(rows);
  const isWanted = (row: StoredRow, line: number) =>
    names ? names.has(rowName(row, line)) : outcomes.includes(outcomeOf(row.result, spec));
  const lines = datasetLines(services.runs.rows(run, signal), spec, isWanted);
  const all = atLeastOne(lines, name);
  if (isNew) return services.createFile(target, all);
  let count = 0;
  const bytes = async function* () {
    for await (const line of all) {
      count += 1;
      yield new TextEncoder().encode(line);
    }
  };
  await services.saveFile(target, bytes());
  return count;
}

async function* atLeastOne(lines: AsyncIterable<string>, name: string): AsyncGenerator<string> {
  let count = 0;
  for await (const line of lines) {
    count += 1;
    yield line;
  }
  if (count > 0) return;
  throw new UserError('usage', t('No row of {0} is among those; choose other rows.', name));
}

/** Beside the dataset, under a name that is free. */
async function writeSpec({ services }: GavelUi, manifest: RunManifest, dataset: vscode.Uri) {
  const folder = dirname(dataset.fsPath);
  const stem = basename(dataset.fsPath, extname(dataset.fsPath));
  let path = join(folder, `${stem}.eval.yaml`);
  for (let number = 2; await services.texts.exists(path); number += 1) {
    path = join(folder, `${stem}-${number}.eval.yaml`);
  }
  const made = specForRows(manifest, { dataset: basename(dataset.fsPath), suffix: `(${stem})` });
  await services.createFile(path, [made.text]);
  return { spec: fileUri(path), problems: made.problems };
}

function askTarget(run: RunRef, manifest: RunManifest): Thenable<vscode.Uri | undefined> {
  const { path, sha256 } = manifest.dataset;
  const folder =
    path !== undefined && sha256 !== undefined
      ? dirname(join(run.folder, path))
      : (vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? run.folder);
  return vscode.window.showSaveDialog({
    defaultUri: fileUri(join(folder, `${manifest.slug}-rows.jsonl`)),
    filters: { 'JSON Lines': ['jsonl'] },
    title: t('New Dataset from Rows of {0}', manifest.name),
    saveLabel: t('Write'),
  });
}

function targetIn(options: unknown): vscode.Uri | undefined {
  if (typeof options !== 'object' || options === null || !('target' in options)) return undefined;
  const { target } = options;
  return typeof target === 'string' ? fileUri(target) : uriOf(target);
}

const OUTCOMES: readonly RowOutcome[] = [...FAILED, 'passed', 'a', 'b', 'tie'];

function chosenIn(options: unknown): ChosenRows {
  if (typeof options !== 'object' || options === null) return {};
  const rows: readonly unknown[] | undefined =
    'rows' in options && Array.isArray(options.rows) ? options.rows : undefined;
  if (rows) {
    const names = rows.filter((row) => typeof row === 'number');
    if (names.length < rows.length) {
      throw new UserError('usage', t('The option rows must be a list of row numbers.'));
    }
    return { rows: names };
  }
  if (!('outcomes' in options)) return {};
  const given: readonly unknown[] = Array.isArray(options.outcomes) ? options.outcomes : [];
  const outcomes = OUTCOMES.filter((outcome) => given.includes(outcome));
  if (outcomes.length > 0 && outcomes.length === given.length) return { outcomes };
  throw new UserError(
    'usage',
    t('The option outcomes must list some of {0}.', OUTCOMES.join(', ')),
  );
}
