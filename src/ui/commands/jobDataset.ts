import * as vscode from 'vscode';
import { localName } from '../../core/dataset/service/fileFormat.js';
import { meantFile } from '../datasets/meantFile.js';
import type { CommandContext } from './commands.js';
import { downloadFile } from './fileCommands.js';
import { useInSpec } from './useInSpec.js';

/** Whether a program asked for the dataset, so that nobody else is asked. */
export function isAskedFor(options: unknown): boolean {
  return (
    typeof options === 'object' &&
    options !== null &&
    'dataset' in options &&
    options.dataset === true
  );
}

/** Downloads a file of the service beside a spec, and has the spec name it, unsaved. */
export async function fetchDataset(
  context: CommandContext,
  id: string,
  spec: vscode.Uri,
): Promise<void> {
  const meant = await meantFile(context, { id, service: 'together' });
  if (!meant) return;
  const target = vscode.Uri.joinPath(spec, '..', localName(meant.file));
  const dataset = await downloadFile(context, { id, service: meant.service }, target);
  if (dataset) await useInSpec(context, dataset, spec);
}
