import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { bytesText } from '../../core/bytesText.js';
import { fileFormat, localName } from '../../core/dataset/service/fileFormat.js';
import { shownName } from '../../core/fileName.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { toClipboard } from '../toClipboard.js';
import { deletionDetail } from '../datasets/deletionDetail.js';
import type { MeantFile } from '../datasets/meantFile.js';
import { meantFile, meantFileRef } from '../datasets/meantFile.js';
import { dropPreviews, keepPreview } from '../datasets/partialDatasets.js';
import { cancellable, mustAsk, uriOf } from './arguments.js';
import type { CommandContext } from './commands.js';
import { transferSteps } from './transferSteps.js';
import { fileUri } from '../fileUri.js';

/** Opens the first rows of a file of the service in the dataset editor; gives the `Uri` of what is here. */
export async function previewFile(
  context: CommandContext,
  argument?: unknown,
): Promise<vscode.Uri | undefined> {
  const meant = await meantFile(context, argument);
  if (!meant) return undefined;
  const title = t('Reading the first rows of {0}', shownName(meant.file.name));
  const path = await cancellable(title, (signal) => keepPreview(context.ui, meant, signal));
  const uri = fileUri(path);
  await vscode.commands.executeCommand('vscode.openWith', uri, 'gavel.dataset');
  return uri;
}

/**
 * Downloads a file of the service to `target`, or where the user says; gives the `Uri`. What is there
 * is replaced only when the user says so, or by `{ replace: true }`.
 */
export async function downloadFile(
  context: CommandContext,
  argument?: unknown,
  target?: unknown,
  options?: unknown,
): Promise<vscode.Uri | undefined> {
  const meant = await meantFile(context, argument);
  if (!meant) return undefined;
  const place = await chosenPlace(meant, target, options);
  if (!place) return undefined;
  const { uri, replace } = place;
  const name = shownName(meant.file.name);
  try {
    await cancellable(t('Downloading {0}', name), async (signal, report) => {
      const files = await context.ui.services.serviceFiles(meant.service);
      const onProgress = transferSteps(report);
      const { file } = meant;
      await files.download({ file, target: uri.fsPath, replace, onProgress }, signal);
    });
  } catch (error) {
    // What has come is at this place: there it goes on.
    const { service, file } = meant;
    const again = { service, id: file.id };
    context.ui.report(error, () =>
      vscode.commands.executeCommand('gavel.downloadFile', again, uri, { replace }),
    );
    return undefined;
  }
  void tellOfDownload(meant, uri).catch((error: unknown) => context.ui.report(error));
  return uri;
}

interface Place {
  readonly uri: vscode.Uri;
  readonly replace: boolean;
}

async function chosenPlace(
  { file }: MeantFile,
  target: unknown,
  options: unknown,
): Promise<Place | undefined> {
  const given = uriOf(target);
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? fileUri(homedir());
  const uri =
    given ??
    (await vscode.window.showSaveDialog({
      defaultUri: vscode.Uri.joinPath(folder, localName(file)),
      title: t('Download {0}', shownName(file.name)),
      saveLabel: t('Download'),
    }));
  if (!uri) return undefined;
  if (uri.scheme !== 'file') {
    throw new UserError(
      'usage',
      t('A file is downloaded to a folder of this machine; choose one.'),
    );
  }
  // The dialog has asked by itself.
  if (!given) return { uri, replace: true };
  const isReplaced =
    typeof options === 'object' &&
    options !== null &&
    'replace' in options &&
    options.replace === true;
  if (isReplaced) return { uri, replace: true };
  const isThere = await stat(uri.fsPath).then(
    () => true,
    () => false,
  );
  if (!isThere) return { uri, replace: false };
  const answer = await vscode.window.showWarningMessage(
    t('Replace {0}?', basename(uri.path)),
    { modal: true, detail: t('{0} is there already. What it holds is lost.', uri.fsPath) },
    t('Replace'),
  );
  return answer === t('Replace') ? { uri, replace: true } : undefined;
}

async function tellOfDownload({ file }: MeantFile, uri: vscode.Uri): Promise<void> {
  const { size } = await vscode.workspace.fs.stat(uri);
  const text = t('{0} is downloaded ({1}).', basename(uri.path), bytesText(size));
  const actions = fileFormat(file) === 'parquet' ? [] : [t('Open'), t('New Eval Spec')];
  const chosen = await vscode.window.showInformationMessage(text, ...actions);
  if (chosen === t('Open')) await vscode.commands.executeCommand('gavel.openDataset', uri);
  if (chosen === t('New Eval Spec')) await vscode.commands.executeCommand('gavel.newSpec', uri);
}

/** Deletes a file of the service after asking, unless `{ confirm: false }`; true when it is gone. */
export async function deleteFile(
  context: CommandContext,
  argument?: unknown,
  options?: unknown,
): Promise<boolean> {
  const meant = await meantFile(context, argument);
  if (!meant) return false;
  const { ui, datasets } = context;
  const { service, file } = meant;
  const name = shownName(file.name);
  const files = await ui.services.serviceFiles(service);
  const from = service === 'demo' ? t('the demo service') : files.host;
  if (mustAsk(options)) {
    const detail = await detailOf(context, meant, from);
    const question = t('Delete {0} from {1}?', name, from);
    const answer = await vscode.window.showWarningMessage(
      question,
      { modal: true, detail },
      t('Delete'),
    );
    if (answer !== t('Delete')) return false;
  }
  const wasThere = await cancellable(t('Deleting {0}', name), (signal) =>
    files.delete(file, signal),
  );
  datasets.filesChanged(service);
  await dropPreviews(ui, service, file.id);
  if (!wasThere) {
    void vscode.window.showInformationMessage(t('{0} was gone from {1} already.', name, from));
  }
  return true;
}

async function detailOf(
  { datasets, tree }: CommandContext,
  { file }: MeantFile,
  from: string,
): Promise<string> {
  const model = await datasets.model();
  const [specs, runs] = await Promise.all([model.specsWith(file.id), tree.runs()]);
  return deletionDetail({
    fileId: file.id,
    from,
    size: file.bytes === undefined ? undefined : bytesText(file.bytes),
    specs: specs.map((spec) => basename(spec.path)),
    runs: runs.map(({ manifest }) => manifest),
  });
}

/** Puts the id of a file on the clipboard; gives it. */
export async function copyFileId(
  context: CommandContext,
  argument?: unknown,
): Promise<string | undefined> {
  const meant = await meantFileRef(context, argument);
  if (!meant) return undefined;
  await toClipboard(meant.file.id);
  vscode.window.setStatusBarMessage(t('Copied {0}', meant.file.id), 3000);
  return meant.file.id;
}
