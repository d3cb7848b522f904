import { basename } from 'node:path';
import * as vscode from 'vscode';
import { fewShotExamples, fewShotLines, fewShotText } from '../../core/labels/fewShot.js';
import { UserError } from '../../core/userError.js';
import { plural, t } from '../../l10n/t.js';
import { toClipboard } from '../toClipboard.js';
import { openLabelPanel } from '../labels/labelPanel.js';
import { readRunLabels } from '../labels/readRunLabels.js';
import { writeText } from '../writeText.js';
import { runOf, uriOf } from './arguments.js';
import type { CommandContext } from './commands.js';
import { fileUri } from '../fileUri.js';

/**
 * Opens the panel in which a person labels rows of a run, and gives the manifest's `Uri`. `{ rows }`:
 * names of rows of the run (`row`, or minus the line), as the only ones to be offered.
 */
export async function labelRows(
  context: CommandContext,
  argument?: unknown,
  options?: unknown,
): Promise<vscode.Uri | undefined> {
  const { ui, extensionUri, memory } = context;
  const run = await runOf(context, argument);
  if (!run) return undefined;
  return openLabelPanel(run, chosenRows(options), { ui, extensionUri, memory });
}

/**
 * The rows on which people and the judge differ, as examples for the rubric: with `{ as: 'text' }` to
 * the clipboard, ready to paste into a template, with `{ as: 'jsonl' }` to a new file, `target` or where
 * the user says. Gives the text, or the file's `Uri`.
 */
export async function exportExamples(
  context: CommandContext,
  argument?: unknown,
  options?: unknown,
): Promise<string | vscode.Uri | undefined> {
  const { ui } = context;
  const run = await runOf(context, argument);
  if (!run) return undefined;
  const manifest = await ui.services.runs.read(run);
  const { labels } = await readRunLabels(run, manifest, ui);
  const examples = fewShotExamples(labels, manifest);
  if (examples.length === 0) {
    throw new UserError(
      'usage',
      labels.rows.length === 0
        ? t('No row of {0} has been labelled yet; use Gavel: Label Rows.', manifest.name)
        : t(
            'The judge and the people who labelled {0} differ on no row: there is no example to export.',
            manifest.name,
          ),
    );
  }
  const form = formOf(options) ?? (await askForm(examples.length));
  if (form === undefined) return undefined;
  if (form === 'text') {
    const text = fewShotText(examples);
    await toClipboard(text);
    const what = plural(examples.length, '{0} example', '{0} examples');
    void vscode.window.showInformationMessage(t('Copied {0}: paste them into the rubric.', what));
    return text;
  }
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? fileUri(run.folder);
  const target =
    uriOf(targetOf(options)) ??
    (await vscode.window.showSaveDialog({
      defaultUri: vscode.Uri.joinPath(folder, `${basename(run.folder)}-examples.jsonl`),
      filters: { 'JSON Lines': ['jsonl'] },
      title: t('Save the Examples'),
    }));
  if (!target) return undefined;
  const lines = fewShotLines(examples).map((line) => `${line}\n`);
  await writeText(target, lines.join(''));
  return target;
}

function chosenRows(options: unknown): number[] | undefined {
  if (typeof options !== 'object' || options === null || !('rows' in options)) return undefined;
  const { rows } = options;
  return Array.isArray(rows) ? rows.filter((row) => typeof row === 'number') : undefined;
}

function formOf(options: unknown): 'text' | 'jsonl' | undefined {
  if (typeof options !== 'object' || options === null || !('as' in options)) return undefined;
  return options.as === 'text' || options.as === 'jsonl' ? options.as : undefined;
}

function targetOf(options: unknown): unknown {
  const isGiven = typeof options === 'object' && options !== null && 'target' in options;
  return isGiven ? options.target : undefined;
}

async function askForm(count: number): Promise<'text' | 'jsonl' | undefined> {
  const items = [
    { label: t('Copy as Text for the Rubric'), form: 'text' as const },
    { label: t('Save as JSONL…'), form: 'jsonl' as const },
  ];
  const placeHolder = plural(
    count,
    '1 row on which people and the judge differ',
    '{0} rows on which people and the judge differ',
  );
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.form;
}
