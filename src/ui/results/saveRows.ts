import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { RunManifest } from '../../core/runs/manifest.js';
import type { RunRef, RunStore } from '../../core/runs/runStore.js';
import { resultLine, type StoredRow } from '../../core/runs/resultRow.js';
import { runStatistics } from '../../core/stats/runStatistics.js';

/** Saves the rows where the user says, as JSON Lines or CSV by the name's ending. */
export async function saveRows(run: RunRef, runs: RunStore): Promise<vscode.Uri | undefined> {
  const manifest = await runs.read(run);
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(run.folder);
  const target = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(folder, `${basename(run.folder)}.jsonl`),
    filters: { 'JSON Lines': ['jsonl'], CSV: ['csv'] },
    title: `Save the Rows of ${manifest.name}`,
  });
  if (!target) return undefined;
  const rows: StoredRow[] = [];
  for await (const row of runs.rows(run)) rows.push(row);
  const text = target.path.toLowerCase().endsWith('.csv')
    ? await csvText(manifest, rows)
    : rows.map((row) => `${resultLine(row)}\n`).join('');
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
  return target;
}

async function csvText(manifest: RunManifest, rows: readonly StoredRow[]): Promise<string> {
  const { csvReport } = await import('../../core/report/csvReport.js');
  const statistics = runStatistics(manifest.spec, rows);
  return csvReport({ manifest, rows, statistics });
}
