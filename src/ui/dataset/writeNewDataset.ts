import { basename } from 'node:path';
import * as vscode from 'vscode';
import { bytesText } from '../../core/bytesText.js';
import type { OnProgress, OpenDataset } from '../../core/dataset/openDataset.js';
import { outcomeNotes } from '../../core/dataset/writing/outcomeNotes.js';
import type { WriteOutcome, WriteRequest } from '../../core/dataset/writing/writeRequest.js';
import { numberText, plural, t } from '../../l10n/t.js';
import { cancellable, type ReportStep } from '../commands/arguments.js';
import { partialOf } from '../datasets/partialDatasets.js';
import type { GavelUi } from '../gavelUi.js';
import { fileUri } from '../fileUri.js';

/** What a new dataset is made from. */
export interface DatasetAtHand {
  readonly ui: GavelUi;
  readonly uri: vscode.Uri;
  readonly open: OpenDataset;
}

/** Writes with a progress that can be stopped, says what came of it and `said`; gives the new files. */
export async function writeNewDataset(
  { ui, uri, open }: DatasetAtHand,
  said: readonly string[],
  request: WriteRequest,
): Promise<readonly vscode.Uri[]> {
  const outcome = await writeWithProgress(open, request);
  const partial = await partialOf(ui, uri.fsPath);
  const isPart = partial && partial.bytes < (partial.of ?? Infinity);
  const notes = [
    ...said,
    ...outcomeNotes(outcome, {
      from: open.state.format,
      to: request.format,
      remedy: t('the setting gavel.guardFormulas puts an apostrophe in front'),
    }),
    ...(isPart
      ? [t('Of {0} only the first {1} are here.', partial.name, bytesText(partial.bytes))]
      : []),
  ];
  void tell(outcome, notes).catch((error: unknown) => ui.report(error));
  return outcome.files.map(({ path }) => fileUri(path));
}

export async function writeWithProgress(
  open: OpenDataset,
  request: WriteRequest,
): Promise<WriteOutcome> {
  return cancellable(t('Writing {0}', basename(request.target)), (signal, report) =>
    open.write(request, steps(report), signal),
  );
}

const STEP_MS = 200;

/** Tells a few times a second how much is done. */
function steps(report: ReportStep): OnProgress {
  let toldMs = 0;
  let told = 0;
  return ({ share, count }) => {
    const nowMs = Date.now();
    if (nowMs - toldMs < STEP_MS) return;
    toldMs = nowMs;
    const percent = 100 * share;
    const rows = count > 0 ? t(', {0} rows', numberText(count)) : '';
    report({ message: `${Math.floor(percent)} %${rows}`, increment: percent - told });
    told = percent;
  };
}

async function tell(outcome: WriteOutcome, notes: readonly string[]): Promise<void> {
  const [first] = outcome.files;
  if (!first) {
    const text = [t('No row was left to write, so there is no new file.'), ...notes].join(' ');
    await vscode.window.showWarningMessage(text);
    return;
  }
  const text = [filesText(outcome), ...notes].join(' ');
  const isWhole = !outcome.leftOut && !outcome.cutOff && !outcome.unreadable;
  const show = isWhole ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  const uri = fileUri(first.path);
  const isSplit = first.value !== undefined;
  const chosen = await show(text, ...(isSplit ? [t('Show Files')] : ['Open', t('New Eval Spec')]));
  if (chosen === 'Open') await vscode.commands.executeCommand('gavel.openDataset', uri);
  if (chosen === t('New Eval Spec')) await vscode.commands.executeCommand('gavel.newSpec', uri);
  if (chosen === t('Show Files')) {
    const isInside = vscode.workspace.getWorkspaceFolder(uri) !== undefined;
    const command = isInside ? 'revealInExplorer' : 'revealFileInOS';
    await vscode.commands.executeCommand(command, uri);
  }
}

const NAMED_FILES = 5;

function filesText({ files }: WriteOutcome): string {
  const named = files.map(({ path, rows }) => `${basename(path)} (${rowsText(rows)})`);
  const [first] = files;
  if (first && first.value === undefined) {
    return t('Wrote {0} to {1}.', rowsText(first.rows), basename(first.path));
  }
  const shown = named.slice(0, NAMED_FILES).join(', ');
  const more = named.length > NAMED_FILES ? t(' and {0} more', named.length - NAMED_FILES) : '';
  return plural(files.length, 'Wrote 1 file: {1}{2}.', 'Wrote {0} files: {1}{2}.', shown, more);
}

function rowsText(rows: number): string {
  return plural(rows, '{0} row', '{0} rows');
}
