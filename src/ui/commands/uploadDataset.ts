import { basename } from 'node:path';
import * as vscode from 'vscode';
import { bytesText } from '../../core/bytesText.js';
import type { DatasetInfo } from '../../core/dataset/dataset.js';
import { nameableColumns } from '../../core/dataset/writing/renameColumns.js';
import type { UploadedFile } from '../../core/dataset/service/serviceFiles.js';
import { shownName } from '../../core/fileName.js';
import type { ServiceName } from '../../core/services.js';
import { UserError } from '../../core/userError.js';
import { plural, t } from '../../l10n/t.js';
import { isDatasetPath } from '../datasets/datasetFile.js';
import { plainLabel } from '../plainText.js';
import { activeUri, cancellable, uriOf } from './arguments.js';
import type { CommandContext } from './commands.js';
import { uploadSteps } from './transferSteps.js';
import { pickDataset } from './viewCommands.js';

/** What is sent, and where. */
interface UploadChoice {
  readonly columns: readonly string[];
  /** Columns that no template can name get names that one can. */
  readonly isRenamed: boolean;
}

interface UploadOptions {
  readonly service?: ServiceName;
  readonly columns?: readonly string[] | 'all';
  readonly rename?: boolean;
  /** False: nobody is asked; what is not given is as it is in the file. */
  readonly confirm: boolean;
}

/**
 * Uploads a dataset (the given one, the active editor's, or a picked one) to the service's library and
 * gives the file's id. Options: `columns` (a list, or `all`), `rename`, `service` (`together`, `demo`),
 * `confirm: false`. What the service has already is not sent again.
 */
export async function uploadDataset(
  context: CommandContext,
  argument?: unknown,
  given?: unknown,
): Promise<string | undefined> {
  const { ui, datasets } = context;
  const options = readOptions(given);
  const active = activeUri();
  const uri =
    uriOf(argument) ?? (active && isDatasetPath(active.path) ? active : await pickDataset(ui));
  if (!uri) return undefined;
  const name = basename(uri.path);
  if (!isDatasetPath(uri.path)) {
    throw new UserError('usage', t('{0} is no dataset: CSV or JSONL is wanted.', name));
  }
  const service = options.service ?? (await chosenService(context, options));
  if (!service) return undefined;
  const info = await cancellable(t('Checking {0}', name), (signal) =>
    ui.services.datasets.describe(uri.fsPath, signal),
  );
  const choice = await chosenColumns(info, options);
  if (!choice) return undefined;
  const files = await ui.services.serviceFiles(service);
  const to = service === 'demo' ? t('the demo service') : files.host;
  const uploaded = await cancellable(
    t('Uploading {0} to {1}', shownName(name), to),
    (signal, report) =>
      files.upload(
        {
          info,
          columns: choice.columns,
          ...(choice.isRenamed && { renames: 'identifiers' as const }),
          onProgress: uploadSteps(report),
        },
        signal,
      ),
  );
  datasets.filesChanged(service);
  void tell(uploaded, service, to).catch((error: unknown) => ui.report(error));
  return uploaded.id;
}

/** The demo service is offered where it runs. */
async function chosenService(
  { ui }: CommandContext,
  { confirm }: UploadOptions,
): Promise<ServiceName | undefined> {
  if (!confirm || !ui.services.demoHasStarted()) return 'together';
  const { host } = await ui.services.serviceFiles('together');
  const items: (vscode.QuickPickItem & { readonly service: ServiceName })[] = [
    { label: host, description: t('the evaluation service'), service: 'together' },
    { label: t('The demo service'), description: t('stays on this machine'), service: 'demo' },
  ];
  return (await vscode.window.showQuickPick(items, { placeHolder: t('Upload where?') }))?.service;
}

async function chosenColumns(
  info: DatasetInfo,
  options: UploadOptions,
): Promise<UploadChoice | undefined> {
  const given = options.columns === 'all' ? info.columns : options.columns;
  const columns = given ?? (options.confirm ? await askColumns(info) : info.columns);
  if (!columns) return undefined;
  const renamed = nameableColumns(columns);
  const isRenamed =
    renamed.size > 0 && (options.rename ?? (options.confirm ? await askRename(renamed) : false));
  return isRenamed === undefined ? undefined : { columns, isRenamed };
}

/** A job refuses a dataset with a column that its spec does not use: they can be left here. */
async function askColumns(info: DatasetInfo): Promise<readonly string[] | undefined> {
  const items = info.columns.map((column) => ({
    label: plainLabel(column),
    picked: true,
    column,
  }));
  const rows = plural(info.rows, '{0} row', '{0} rows');
  const chosen = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    title: t('Upload {0}: {1}, {2}', basename(info.path), rows, bytesText(info.bytes)),
    placeHolder: t('Columns to upload; a job refuses columns that its spec does not use'),
  });
  return chosen?.map(({ column }) => column);
}

async function askRename(names: ReadonlyMap<string, string>): Promise<boolean | undefined> {
  const list = [...names].map(([name, as]) => `${name} → ${as}`).join(', ');
  const items = [
    {
      label: t('Rename them in what is uploaded'),
      detail: plainLabel(shownName(list)),
      isRenamed: true,
    },
    {
      label: t('Upload them as they are'),
      detail: t('The file here stays as it is either way.'),
      isRenamed: false,
    },
  ];
  const count = plural(names.size, 'one column', '{0} columns');
  const placeHolder = t('No template can name {0}', count);
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.isRenamed;
}

async function tell(
  { id, name, bytes, reused }: UploadedFile,
  service: ServiceName,
  to: string,
): Promise<void> {
  const text = reused
    ? t('{0} has these rows already, as {1}: nothing was sent.', to, shownName(name))
    : t('{0} is uploaded to {1} ({2}).', shownName(name), to, bytesText(bytes));
  const chosen = await vscode.window.showInformationMessage(
    text,
    t('Use in Eval Spec'),
    t('Copy Id'),
  );
  const file = { id, service };
  if (chosen === t('Use in Eval Spec'))
    await vscode.commands.executeCommand('gavel.useInSpec', file);
  if (chosen === t('Copy Id')) await vscode.commands.executeCommand('gavel.copyFileId', file);
}

/** The explorer passes a list of files as second argument. */
function readOptions(given: unknown): UploadOptions {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return { confirm: true };
  const { service, columns, rename, confirm } = given as Readonly<Record<string, unknown>>; // an object
  if (service !== undefined && service !== 'together' && service !== 'demo') {
    throw new UserError('usage', t('The option service must be "together" or "demo".'));
  }
  const isList =
    Array.isArray(columns) &&
    columns.every((column): column is string => typeof column === 'string');
  if (columns !== undefined && columns !== 'all' && !isList) {
    throw new UserError('usage', t('The option columns must be "all" or a list of names.'));
  }
  return {
    ...(service && { service }),
    ...(columns === 'all' && { columns }),
    ...(isList && { columns: columns }), // each was looked at
    ...(typeof rename === 'boolean' && { rename }),
    confirm: confirm !== false,
  };
}
