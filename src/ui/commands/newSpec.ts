import { basename, dirname, extname, relative, sep } from 'node:path';
import * as vscode from 'vscode';
import type { DatasetRow } from '../../core/dataset/dataset.js';
import type { BackendName, EvaluationType } from '../../core/spec/evalSpec.js';
import { BACKEND_NAMES, EVALUATION_TYPES } from '../../core/spec/evalSpec.js';
import type { SpecFormat } from '../../core/spec/parseSpec.js';
import { UserError } from '../../core/userError.js';
import type { NewSpecOptions as NewSpecTextOptions } from '../../core/spec/newSpec.js';
import { isDatasetPath } from '../datasets/datasetFile.js';
import type { ExtensionUi } from '../extensionUi.js';
import { defaultBackend } from '../settings.js';
import { activeUri, cancellable, uriOf } from './arguments.js';
import type { CommandContext } from './commands.js';
import { pickDataset } from './viewCommands.js';
import { fileUri } from '../fileUri.js';

const TYPES: Readonly<Record<EvaluationType, string>> = {
  classify: 'The judge gives each response one of your labels; some labels pass',
  score: 'The judge gives each response a number; a threshold passes',
  compare: 'The judge chooses between two responses, in both orders',
};

/** Rows that the new spec's template is made from. */
const SAMPLE_ROWS = 20;

interface NewSpecOptions {
  readonly type?: EvaluationType;
  readonly format?: SpecFormat;
  readonly backend?: BackendName;
}

/** Writes a spec for a dataset, beside it, and opens it; gives its `Uri`. */
export async function newSpec(
  { ui }: CommandContext,
  argument?: unknown,
  given?: unknown,
): Promise<vscode.Uri | undefined> {
  const options = readOptions(given);
  const active = activeUri();
  const dataset =
    uriOf(argument) ?? (active && isDatasetPath(active.path) ? active : await pickDataset(ui));
  if (!dataset) return undefined;
  const type = options.type ?? (await pickType());
  if (!type) return undefined;
  // Whoever names the type by program is asked nothing more.
  const chosen = options.type
    ? {}
    : await pickJudge(ui, options.backend ?? defaultBackend(dataset));
  if (!chosen) return undefined;
  const { datasets } = ui.services;
  const { info, sampleRows } = await cancellable(
    `Reading ${basename(dataset.path)}`,
    async (signal) => {
      const described = await datasets.describe(dataset.fsPath, signal);
      const rows: DatasetRow[] = [];
      const range = { from: 1, to: Math.min(SAMPLE_ROWS, described.rows) };
      if (described.rows > 0) {
        for await (const row of datasets.rows(dataset.fsPath, range, signal)) rows.push(row);
      }
      return { info: described, sampleRows: rows };
    },
  );
  if (info.rows === 0) {
    throw new UserError(
      'dataset',
      `${basename(dataset.path)} has no row; a spec needs some to judge.`,
    );
  }
  const format = options.format ?? 'yaml';
  const target = await freeName(specFolder(dataset), dataset, { type, format });
  const path = relative(dirname(target.fsPath), dataset.fsPath).split(sep).join('/');
  const { newSpecText } = await import('../../core/spec/newSpec.js');
  const text = newSpecText({
    type,
    datasetPath: path,
    columns: info.columns,
    sampleRows,
    format,
    ...(options.backend && { backend: options.backend }),
    ...chosen,
  });
  // In the place of no other file, and through no link.
  await ui.services.createFile(target.fsPath, [text]);
  await vscode.window.showTextDocument(target, { preview: false });
  return target;
}

async function pickType(): Promise<EvaluationType | undefined> {
  const items = EVALUATION_TYPES.map((type) => ({ label: type, detail: TYPES[type], type }));
  const placeHolder = 'What does the judge do?';
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.type;
}

/** Where a list of models is at hand; else the judge that serves everywhere. Undefined: cancelled. */
async function pickJudge(
  ui: ExtensionUi,
  backend: BackendName,
): Promise<Pick<NewSpecTextOptions, 'judge'> | undefined> {
  const { modelKnowledge } = await import('../models/modelKnowledge.js');
  if (!(await modelKnowledge(ui).atHand(backend))) return {};
  const [{ chooseModel }, { JUDGE_MODEL }] = await Promise.all([
    import('../models/chooseModel.js'),
    import('../../core/spec/newSpec.js'),
  ]);
  const title = 'Judge of the New Spec';
  const judge = await chooseModel(ui, {
    title,
    backend,
    first: { model: JUDGE_MODEL, title: 'Default' },
    source: 'serverless',
  });
  return judge && { judge };
}

/** Beside the dataset; in the workspace folder where the dataset lies outside. */
function specFolder(dataset: vscode.Uri): vscode.Uri {
  const first = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (vscode.workspace.getWorkspaceFolder(dataset) || !first) {
    return fileUri(dirname(dataset.fsPath));
  }
  return first;
}

/** `questions-classify.eval.yaml`, with a number where that is taken. */
async function freeName(
  folder: vscode.Uri,
  dataset: vscode.Uri,
  { type, format }: { readonly type: EvaluationType; readonly format: SpecFormat },
): Promise<vscode.Uri> {
  const stem = `${basename(dataset.path, extname(dataset.path))}-${type}`;
  for (let count = 1; ; count += 1) {
    const name = `${stem}${count === 1 ? '' : `-${count}`}.eval.${format}`;
    const uri = vscode.Uri.joinPath(folder, name);
    const taken = await vscode.workspace.fs.stat(uri).then(
      () => true,
      () => false,
    );
    if (!taken) return uri;
  }
}

function readOptions(given: unknown): NewSpecOptions {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return {};
  const type = 'type' in given ? EVALUATION_TYPES.find((one) => one === given.type) : undefined;
  const formats = ['json', 'jsonc', 'yaml'] as const;
  const format = 'format' in given ? formats.find((one) => one === given.format) : undefined;
  const backend =
    'backend' in given ? BACKEND_NAMES.find((one) => one === given.backend) : undefined;
  return { ...(type && { type }), ...(format && { format }), ...(backend && { backend }) };
}
