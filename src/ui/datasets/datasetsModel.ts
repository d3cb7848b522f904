import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { ServiceFile } from '../../core/dataset/service/serviceFiles.js';
import type { ServiceName } from '../../core/services.js';
import { numberText, t } from '../../l10n/t.js';
import type { ExtensionUi } from '../extensionUi.js';
import { originOf } from '../extensionUi.js';
import { baseUrl } from '../settings.js';
import type { DatasetNode, DatasetsElement, FileNode } from './datasetsElement.js';
import {
  datasetItem,
  fileItem,
  fullDatasetItem,
  groupItem,
  noteItem,
  purposeItem,
} from './datasetsTreeItems.js';
import type { FileLister } from './fileLister.js';
import { createFileLister } from './fileLister.js';
import { byPurpose, fileText, holdsWords } from './libraryLines.js';
import * as notes from './libraryNotes.js';
import { pruneOldPreviews } from './partialDatasets.js';
import type { RowCounts } from './rowCounts.js';
import { createRowCounts } from './rowCounts.js';
import type { WorkspaceDatasets } from './workspaceDatasets.js';
import { sizeOf, workspaceDatasets } from './workspaceDatasets.js';

interface DatasetsModelPorts {
  readonly ui: ExtensionUi;
  /** Draws an element and what is below it again; all where it is undefined. */
  redraw(element: DatasetsElement | undefined): void;
  /** The words of the filter; '' for none. */
  filter(): string;
}

/** What the view `gavel.datasets` shows: each part is looked for when it is shown, and kept. */
export interface DatasetsModel {
  children(element: DatasetsElement | undefined): Promise<DatasetsElement[]>;
  item(element: DatasetsElement): vscode.TreeItem;
  /** What takes a moment to know; undefined where the item has all there is to say. */
  tooltip(element: DatasetsElement, signal: AbortSignal): Promise<vscode.TreeItem['tooltip']>;
  /** Datasets or specs came, went or changed. */
  workspaceChanged(): void;
  /** The content of a dataset changed. */
  datasetChanged(uri: vscode.Uri): Promise<void>;
  readonly listers: Readonly<Record<ServiceName, FileLister>>;
  /** Specs of the workspace that name a file of a service. */
  specsWith(fileId: string): Promise<readonly vscode.Uri[]>;
  dispose(): void;
}

const GROUPS = {
  workspace: { kind: 'group', group: 'workspace' },
  together: { kind: 'group', group: 'together' },
  demo: { kind: 'group', group: 'demo' },
} as const satisfies Record<string, DatasetsElement>;

export function createDatasetsModel({ ui, redraw, filter }: DatasetsModelPorts): DatasetsModel {
  const listers = { together: listerOf(ui, 'together'), demo: listerOf(ui, 'demo') };
  const counts: RowCounts = createRowCounts(ui, redraw);
  let scanned: Promise<WorkspaceDatasets> | undefined;
  /** What stands behind the groups' names, known when they are drawn: a group is not drawn twice. */
  const described = new Map<string, string>();
  void pruneOldPreviews(ui);

  const scan = (): Promise<WorkspaceDatasets> => {
    scanned ??= workspaceDatasets(ui).then(
      (found) => {
        counts.fill(found.datasets);
        return found;
      },
      (error: unknown) => {
        scanned = undefined; // the next look tries again
        throw error;
      },
    );
    return scanned;
  };

  async function roots(): Promise<DatasetsElement[]> {
    // A base URL that is none is told where the files would be.
    const [{ datasets }, may] = await Promise.all([scan(), mayAsk(ui).catch(() => 'yes')]);
    const hasFolder = (vscode.workspace.workspaceFolders ?? []).length > 0;
    const hasDemo = ui.services.demoHasStarted();
    // An empty view says what would be here, and offers what helps.
    if (datasets.length === 0 && may !== 'yes' && !hasDemo && filter() === '') return [];
    const shown = datasets.filter(isShown);
    described.set('workspace', countText(shown.length, datasets.length));
    described.set('together', serviceHost());
    if (hasDemo) described.set('demo', await demoHost(ui));
    return [
      ...(hasFolder || datasets.length > 0 ? [GROUPS.workspace] : []),
      GROUPS.together,
      ...(hasDemo ? [GROUPS.demo] : []),
    ];
  }

  const isShown = (node: DatasetNode): boolean => holdsWords(datasetText(node), filter());

  async function workspaceChildren(): Promise<DatasetsElement[]> {
    const { datasets, truncated } = await scan();
    const shown = datasets.filter(isShown);
    if (datasets.length === 0) return [notes.noDatasets()];
    if (shown.length === 0) return [notes.noMatch('workspace', filter())];
    return truncated ? [...shown, notes.moreDatasets()] : [...shown];
  }

  async function fileChildren(service: ServiceName): Promise<DatasetsElement[]> {
    const [listing, { fileUses }] = await Promise.all([listers[service].get(), scan()]);
    const host = described.get(service) ?? '';
    if (listing.kind === 'off') {
      return [listing.why === 'no-key' ? notes.noKey(host) : notes.restricted()];
    }
    const problem = listing.kind === 'failed' ? [notes.problem(listing.error, host)] : [];
    const files = listing.files ?? [];
    const specsOf = (file: ServiceFile) => fileUses.get(file.id) ?? [];
    const shown = files.filter((file) =>
      holdsWords(fileText(file, specsOf(file).map(nameOf)), filter()),
    );
    if (files.length === 0) return problem.length > 0 ? problem : [notes.noFiles(service)];
    if (shown.length === 0) return [...problem, notes.noMatch(service, filter())];
    const groups = byPurpose(shown);
    const isGrouped = groups.length > 1;
    const node = (file: ServiceFile): FileNode => {
      return { kind: 'file', service, host, file, specs: specsOf(file), isGrouped };
    };
    if (!isGrouped) return [...problem, ...shown.map(node)];
    return [
      ...problem,
      ...groups.map(({ purpose, files: members }) => {
        return { kind: 'purpose' as const, service, purpose, files: members.map(node) };
      }),
    ];
  }

  function item(element: DatasetsElement): vscode.TreeItem {
    const isFiltered = filter() !== '';
    switch (element.kind) {
      case 'group': {
        const label = notes.GROUP_LABELS[element.group];
        const description = described.get(element.group) ?? '';
        const accessibleLabel = [label, description].filter(Boolean).join(', ');
        const tooltip = notes.GROUP_TOOLTIPS[element.group];
        const facts = { label, description, tooltip, accessibleLabel, isFiltered };
        return groupItem(`group ${element.group}`, facts);
      }
      case 'purpose':
        return purposeItem(element, isFiltered);
      case 'dataset':
        return datasetItem(element);
      case 'file':
        return fileItem(element);
      case 'note':
        return noteItem(element);
    }
  }

  return {
    listers,
    item,
    async children(element) {
      switch (element?.kind) {
        case undefined:
          return roots();
        case 'group': {
          const { group } = element;
          return group === 'workspace' ? workspaceChildren() : fileChildren(group);
        }
        case 'purpose':
          return [...element.files];
        case 'dataset':
        case 'file':
        case 'note':
          return [];
      }
    },
    async tooltip(element, signal) {
      if (element.kind !== 'dataset') return undefined;
      await counts.count(element, signal);
      return fullDatasetItem(element).tooltip;
    },
    workspaceChanged() {
      scanned = undefined;
      redraw(undefined);
    },
    async datasetChanged(uri) {
      const { datasets } = await scan();
      const node = datasets.find((one) => one.uri.fsPath === uri.fsPath);
      if (!node || node.missing) return;
      const bytes = await sizeOf(uri.fsPath);
      if (bytes !== undefined) node.bytes = bytes;
      counts.forget(node);
      redraw(node);
      counts.fill([node]);
    },
    specsWith: async (fileId) => (await scan()).fileUses.get(fileId) ?? [],
    dispose() {
      counts.dispose();
      for (const lister of Object.values(listers)) lister.dispose();
    },
  };
}

function listerOf(ui: ExtensionUi, service: ServiceName): FileLister {
  return createFileLister({
    mayAsk: () => (service === 'together' ? mayAsk(ui) : Promise.resolve('yes')),
    files: () => ui.services.serviceFiles(service),
    failed: (error) => {
      ui.log.warn(`list of files: ${error.message}`);
      if (service === 'together' && error.kind === 'auth') void ui.signIn.doubt();
    },
    now: Date.now,
  });
}

/** Whether the service may be asked: with trust and a key; nobody is asked for either. */
async function mayAsk(ui: ExtensionUi): Promise<'yes' | 'no-key' | 'restricted'> {
  if (!vscode.workspace.isTrusted) return 'restricted';
  const hasKey = await ui.keys.hasServiceKey(originOf(baseUrl()));
  void vscode.commands.executeCommand('setContext', 'gavel.hasKey', hasKey);
  return hasKey ? 'yes' : 'no-key';
}

/** Where the service is, as far as the setting tells. */
function serviceHost(): string {
  return URL.canParse(baseUrl()) ? new URL(baseUrl()).host : t('the service');
}

async function demoHost(ui: ExtensionUi): Promise<string> {
  return ui.services.serviceFiles('demo').then(
    ({ host }) => host,
    () => '', // why it is not there is said below
  );
}

function nameOf(uri: vscode.Uri): string {
  return basename(uri.path);
}

function datasetText(node: DatasetNode): string {
  const label = vscode.workspace.asRelativePath(node.uri);
  return [label, node.missing ? 'missing' : '', ...node.specs.map(nameOf)].join(' ');
}

function countText(shown: number, all: number): string {
  return shown === all ? numberText(all) : t('{0} of {1}', numberText(shown), numberText(all));
}
