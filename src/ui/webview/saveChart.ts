import * as vscode from 'vscode';
import { safeFileName } from '../../core/fileName.js';
import { t } from '../../l10n/t.js';
import type { ChartFile } from '../../shared/results/chartProtocol.js';
import { writeText } from '../writeText.js';

const FILTERS = { svg: { SVG: ['svg'] }, png: { PNG: ['png'] } };

/** Saves a chart that a view drew where the user says, by default in `folder`. */
export async function saveChart(
  { name, format, data }: ChartFile,
  folder: vscode.Uri,
): Promise<{ isSaved: boolean }> {
  const fileName = safeFileName(`${name}.${format}`, `chart.${format}`);
  const target = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(folder, fileName),
    filters: FILTERS[format],
    title: t('Save Chart'),
  });
  if (!target) return { isSaved: false };
  if (format === 'svg') await writeText(target, data);
  // A picture of what the view shows, and that holds no key.
  else await vscode.workspace.fs.writeFile(target, Buffer.from(data, 'base64'));
  return { isSaved: true };
}
