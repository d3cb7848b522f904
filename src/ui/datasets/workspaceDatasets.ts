import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { isServiceFile } from '../../core/spec/problems/modelProblems.js';
import type { GavelUi } from '../gavelUi.js';
import { LEFT_OUT_GLOB, SPEC_GLOB } from '../spec/specFile.js';
import { specInFile } from '../spec/specTexts.js';
import { DATASET_GLOB } from './datasetFile.js';
import type { DatasetNode } from './datasetsElement.js';
import { fileUri } from '../fileUri.js';

/** More are not listed; what specs use is listed however many there are. */
export const MOST_FILES = 1000;
const AT_ONCE = 32;

export interface WorkspaceDatasets {
  /** Those that specs use first, then by name. */
  readonly datasets: readonly DatasetNode[];
  /** There are more than are listed. */
  readonly truncated: boolean;
  /** Specs that name a file on the service, by its id. */
  readonly fileUses: ReadonlyMap<string, readonly vscode.Uri[]>;
}

/** Looks for dataset files in the workspace and for the specs that name them. */
export async function workspaceDatasets(ui: GavelUi): Promise<WorkspaceDatasets> {
  const [found, uses] = await Promise.all([
    vscode.workspace.findFiles(DATASET_GLOB, LEFT_OUT_GLOB, MOST_FILES + 1),
    datasetUses(ui),
  ]);
  const listed = found.slice(0, MOST_FILES);
  const nodes = new Map<string, { uri: vscode.Uri; specs: vscode.Uri[] }>();
  for (const uri of listed) nodes.set(uri.fsPath, { uri, specs: [] });
  const fileUses = new Map<string, vscode.Uri[]>();
  for (const { spec, dataset, path } of uses) {
    if (isServiceFile(dataset)) {
      fileUses.set(dataset, [...(fileUses.get(dataset) ?? []), spec]);
      continue;
    }
    const node = nodes.get(path) ?? { uri: fileUri(path), specs: [] };
    node.specs.push(spec);
    nodes.set(path, node);
  }
  const sizes = await sizesOf(await readable([...nodes.keys()], ui));
  const datasets = [...nodes].map(([path, { uri, specs }]): DatasetNode => {
    const bytes = sizes.get(path);
    const missing = bytes === undefined;
    return { kind: 'dataset', uri, specs, missing, ...(bytes !== undefined && { bytes }) };
  });
  return {
    // A file that went between the search and now is no news: the next search comes.
    datasets: datasets.filter(({ missing, specs }) => !missing || specs.length > 0).sort(byUse),
    truncated: found.length > MOST_FILES,
    fileUses,
  };
}

/** Without those that lie elsewhere: nothing is told of them, nor whether they are there. */
async function readable(files: readonly string[], { services }: GavelUi): Promise<string[]> {
  const found: string[] = [];
  for (const path of files) {
    await services.paths.check(path).then(
      () => found.push(path),
      () => undefined,
    );
  }
  return found;
}

/** Bytes of a file; undefined where there is none. */
export async function sizeOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    (found) => (found.isFile() ? found.size : undefined),
    () => undefined,
  );
}

async function sizesOf(paths: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>();
  for (let at = 0; at < paths.length; at += AT_ONCE) {
    const some = paths.slice(at, at + AT_ONCE);
    const found = await Promise.all(some.map(sizeOf));
    for (const [index, path] of some.entries()) {
      const bytes = found[index];
      if (bytes !== undefined) sizes.set(path, bytes);
    }
  }
  return sizes;
}

interface DatasetUse {
  readonly spec: vscode.Uri;
  /** As the spec writes it. */
  readonly dataset: string;
  /** The same, absolute. */
  readonly path: string;
}

/** What the workspace's specs name as their dataset, broken ones too, as far as it can be read. */
async function datasetUses(ui: GavelUi): Promise<readonly DatasetUse[]> {
  const specs = await vscode.workspace.findFiles(SPEC_GLOB, LEFT_OUT_GLOB, MOST_FILES);
  const { texts } = ui.services;
  const uses = await Promise.all(
    specs.map(async (spec): Promise<DatasetUse[]> => {
      // Gone between the search and the reading: it names none.
      const dataset = (await specInFile(spec.fsPath, texts)).textAt(['dataset']);
      if (dataset === undefined || dataset === '') return [];
      return [{ spec, dataset, path: texts.resolve(spec.fsPath, dataset) }];
    }),
  );
  return uses.flat().sort((a, b) => basename(a.spec.path).localeCompare(basename(b.spec.path)));
}

function byUse(a: DatasetNode, b: DatasetNode): number {
  const [usesA, usesB] = [a, b].map(({ specs }) => Number(specs.length > 0));
  if (usesA !== usesB) return (usesB ?? 0) - (usesA ?? 0);
  const label = ({ uri }: DatasetNode): string => vscode.workspace.asRelativePath(uri);
  return label(a).localeCompare(label(b));
}
