import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import type { DatasetNews, OpenDataset } from '../../core/dataset/openDataset.js';
import { t } from '../../l10n/t.js';
import type { DatasetStateView } from '../../shared/datasetViews.js';
import type { GavelUi } from '../gavelUi.js';
import { whileVisible } from '../webview/whileVisible.js';
import { stateView } from './stateView.js';
import { fileUri } from '../fileUri.js';

/** The dataset that an editor shows: opened on first use, followed through changes of its file. */
interface SharedDataset {
  /** Throws `UserError`; the next call tries again. */
  open(): Promise<OpenDataset>;
  /** What is known of it; throws before it was opened. */
  view(): DatasetStateView;
  /** Of the content that shows; 0 before it was opened. */
  version(): number;
  /** Looks whether the file has changed. */
  refresh(): void;
  dispose(): void;
}

interface SharedDatasetPorts {
  readonly ui: GavelUi;
  /** Its file is followed while it shows. */
  readonly panel: Pick<vscode.WebviewPanel, 'visible' | 'onDidChangeViewState'>;
  /** More is known of it, or it has become another: then its version is another. */
  changed(view: DatasetStateView): void;
}

/** A change of the file is looked at when no other has come for so long. */
const SETTLE_MS = 150;

export function shareDataset(
  path: string,
  { ui, panel, changed }: SharedDatasetPorts,
): SharedDataset {
  let opening: Promise<OpenDataset> | undefined;
  let opened: OpenDataset | undefined;
  let failure: string | null = null;
  let isDisposed = false;
  let settling: NodeJS.Timeout | undefined;

  const view = (): DatasetStateView => {
    if (!opened) throw new Error(t('The dataset is not open yet.'));
    return stateView(opened.state, failure);
  };
  const onNews = (news: DatasetNews): void => {
    failure = news.kind === 'failed' ? news.message : null;
    if (opened && !isDisposed) changed(view());
  };
  const refresh = (): void => {
    clearTimeout(settling);
    settling = setTimeout(() => void opened?.refresh(), SETTLE_MS);
  };

  const pattern = new vscode.RelativePattern(fileUri(dirname(path)), basename(path));
  const watcher = vscode.workspace.createFileSystemWatcher(pattern);
  const shown = whileVisible(panel, refresh);
  watcher.onDidChange(shown.soon);
  watcher.onDidCreate(shown.soon);
  watcher.onDidDelete(shown.soon);

  return {
    open() {
      opening ??= (async () => {
        ui.services.paths.named(path);
        const engine = await ui.services.datasetEngine();
        const found = await engine.open(path, onNews);
        opened = found;
        if (isDisposed) void found.close();
        return found;
      })().catch((error: unknown) => {
        opening = undefined;
        throw error;
      });
      return opening;
    },
    view,
    version: () => opened?.state.version ?? 0,
    refresh,
    dispose() {
      isDisposed = true;
      clearTimeout(settling);
      watcher.dispose();
      shown.dispose();
      void opened?.close();
    },
  };
}
