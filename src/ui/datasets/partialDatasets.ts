import * as vscode from 'vscode';
import type { FilePreview } from '../../core/dataset/service/filePreviews.js';
import type { ServiceFile } from '../../core/dataset/service/serviceFiles.js';
import type { ServiceName } from '../../core/services.js';
import { t } from '../../l10n/t.js';
import type { GavelUi } from '../gavelUi.js';

/** What a dataset editor says of a dataset of which only the beginning is here. */
interface PartialDataset {
  readonly fileId: string;
  /** As it was uploaded. */
  readonly name: string;
  /** Where the rest is: `api.together.ai`, `the demo service`. */
  readonly from: string;
  /** Bytes that are here. */
  readonly bytes: number;
  /** Bytes in all: the same once all is here; undefined where the service doesn't say. */
  readonly of: number | undefined;
}

const changed = new vscode.EventEmitter<string>();

/** Says the path of a dataset of which more is here now. */
export const onDidChangePartial = changed.event;

/** What is here of a dataset that is a preview of a service's file; undefined for any other file. */
export async function partialOf(ui: GavelUi, path: string): Promise<PartialDataset | undefined> {
  const previews = await ui.services.filePreviews();
  const preview = await previews.find(path);
  return preview && partialView(preview);
}

/**
 * Reads about so many bytes more of the file and puts them behind what is here. Throws `UserError`.
 */
export async function loadMore(
  ui: GavelUi,
  path: string,
  { bytes, signal }: { readonly bytes: number; readonly signal: AbortSignal },
): Promise<PartialDataset> {
  ui.requireTrust(t('Reading a file of the service'));
  const previews = await ui.services.filePreviews();
  const preview = await previews.extend(path, bytes, signal);
  changed.fire(path);
  return partialView(preview);
}

/** Downloads all of the file to a place that the user chooses; gives it, undefined for none. */
export async function downloadPartial(ui: GavelUi, path: string): Promise<vscode.Uri | undefined> {
  const previews = await ui.services.filePreviews();
  const preview = await previews.find(path);
  if (!preview) return undefined;
  const { service, file } = preview;
  // The command shows its own failures.
  return vscode.commands.executeCommand<vscode.Uri | undefined>('gavel.downloadFile', {
    service,
    id: file.id,
  });
}

/** Reads the first rows of a file and keeps them; gives the path. Throws `UserError`. */
export async function keepPreview(
  ui: GavelUi,
  { service, file }: { readonly service: ServiceName; readonly file: ServiceFile },
  signal: AbortSignal,
): Promise<string> {
  ui.requireTrust(t('Reading a file of the service'));
  const previews = await ui.services.filePreviews();
  const { path } = await previews.open(service, file, signal);
  // Room is made while nobody waits for it.
  void pruneOldPreviews(ui);
  return path;
}

/** Removes previews that were not used for long, but for those that show. */
export async function pruneOldPreviews(ui: GavelUi): Promise<void> {
  try {
    const previews = await ui.services.filePreviews();
    await previews.prune(openPaths());
  } catch (error) {
    ui.log.warn(`old previews: ${String(error)}`);
  }
}

/** Removes the previews of the service's files, which were another account's, but for those that show. */
export async function forgetPreviews(ui: GavelUi): Promise<void> {
  try {
    const previews = await ui.services.filePreviews();
    await previews.forget('together', openPaths());
  } catch (error) {
    ui.log.warn(`previews of another account: ${String(error)}`);
  }
}

/** Closes the editors on the previews of a file and removes these. */
export async function dropPreviews(
  ui: GavelUi,
  service: ServiceName,
  fileId: string,
): Promise<void> {
  const previews = await ui.services.filePreviews();
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  for (const tab of tabs) {
    const path = pathOf(tab);
    const preview = path === undefined ? undefined : await previews.find(path);
    if (preview?.service === service && preview.file.id === fileId) {
      await vscode.window.tabGroups.close(tab);
    }
  }
  await previews.remove(service, fileId);
}

function openPaths(): string[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.flatMap((tab) => pathOf(tab) ?? []);
}

function pathOf({ input }: vscode.Tab): string | undefined {
  const isFile = input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText;
  return isFile ? input.uri.fsPath : undefined;
}

function partialView({ service, host, file, bytes, of }: FilePreview): PartialDataset {
  const from = service === 'demo' ? t('the demo service') : host;
  return { fileId: file.id, name: file.name, from, bytes, of };
}
