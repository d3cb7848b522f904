import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import { REPORT_FORMATS, reportText, type ReportFormat } from '../../core/report/reportText.js';
import { readReport } from '../../core/report/readReport.js';
import type { RunManifest } from '../../core/runs/manifest.js';
import type { RunRef } from '../../core/runs/runStore.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { toClipboard } from '../toClipboard.js';
import type { GavelUi } from '../gavelUi.js';
import { cancellable, runOf, uriOf } from './arguments.js';
import type { CommandContext } from './commands.js';
import { fileUri } from '../fileUri.js';

type Form = ReportFormat | 'jsonl' | 'clipboard';
const FORMS = [...REPORT_FORMATS, 'jsonl', 'clipboard'] as const satisfies readonly Form[];

const titles = (): Readonly<
  Record<Form, { readonly label: string; readonly detail: string; readonly ending: string }>
> => ({
  html: {
    label: t('$(browser) HTML Report'),
    detail: t('one file to send or print, with the rows to read'),
    ending: 'html',
  },
  md: {
    label: t('$(markdown) Markdown Report'),
    detail: t('for a pull request, at most 60 KB'),
    ending: 'md',
  },
  clipboard: {
    label: t('$(clippy) Copy Markdown'),
    detail: t('the same, to the clipboard'),
    ending: 'md',
  },
  junit: {
    label: t('$(beaker) JUnit XML'),
    detail: t('rows and gates as test cases'),
    ending: 'xml',
  },
  csv: {
    label: t('$(table) CSV'),
    detail: t('every row with its outcome and all columns'),
    ending: 'csv',
  },
  jsonl: {
    label: t('$(json) Result Rows (JSON Lines)'),
    detail: t('results.jsonl as it is, byte for byte'),
    ending: 'jsonl',
  },
});
const ORDER: readonly Form[] = ['html', 'md', 'clipboard', 'junit', 'csv', 'jsonl'];

/**
 * Writes a report of a run, or copies it. Options: `format` (`html`, `md`, `junit`, `csv`, `jsonl`,
 * `clipboard`; else it is asked for), `target` (a path or `Uri`, likewise). Gives the file's `Uri`; for
 * the clipboard the text.
 */
export async function exportReport(
  context: CommandContext,
  argument?: unknown,
  options?: unknown,
): Promise<vscode.Uri | string | undefined> {
  const { ui } = context;
  const run = await runOf(context, argument);
  if (!run) return undefined;
  const manifest = await ui.services.runs.read(run);
  const form = formIn(options) ?? (await pickForm());
  if (!form) return undefined;
  if (form === 'clipboard') return copyMarkdown(ui, run);
  const target = targetIn(options) ?? (await askTarget(run, manifest, form));
  if (!target) return undefined;
  if (form === 'jsonl') await saveRawRows(ui, { run, manifest, target });
  else {
    const text = await textOf(ui, run, form);
    await ui.services.saveFile(target.fsPath, text);
  }
  if (targetIn(options) === undefined) offerToOpen(target, form);
  return target;
}

/** Copies the bytes of the results, whatever stands in them. */
export async function saveRawRows(
  { services }: GavelUi,
  {
    run,
    manifest,
    target,
  }: { readonly run: RunRef; readonly manifest: RunManifest; readonly target: vscode.Uri },
): Promise<void> {
  const bytes = services.runs.resultBytes(run);
  await services.saveFile(target.fsPath, notNothing(bytes, manifest.name));
}

async function* notNothing(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    yield chunk;
  }
  if (size > 0) return;
  throw new UserError('usage', t('{0} has no result row yet; wait for the first one.', name));
}

function textOf({ services }: GavelUi, run: RunRef, format: ReportFormat): Thenable<string> {
  return cancellable(t('Writing the report'), async (signal) => {
    const labels = await services.labels();
    return reportText(await readReport(run, { runs: services.runs, labels, signal }), format);
  });
}

async function copyMarkdown(ui: GavelUi, run: RunRef): Promise<string> {
  const text = await textOf(ui, run, 'md');
  await toClipboard(text);
  void vscode.window.showInformationMessage(t('The report is copied as Markdown.'));
  return text;
}

async function pickForm(): Promise<Form | undefined> {
  const items = ORDER.map((form) => ({ ...titles()[form], form }));
  const placeHolder = t('Export the results as …');
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.form;
}

function formIn(options: unknown): Form | undefined {
  if (typeof options !== 'object' || options === null || !('format' in options)) return undefined;
  const form = FORMS.find((each) => each === options.format);
  if (form) return form;
  throw new UserError('usage', t('The format must be one of {0}.', FORMS.join(', ')));
}

function targetIn(options: unknown): vscode.Uri | undefined {
  if (typeof options !== 'object' || options === null || !('target' in options)) return undefined;
  const { target } = options;
  return typeof target === 'string' ? fileUri(target) : uriOf(target);
}

function askTarget(
  run: RunRef,
  manifest: RunManifest,
  form: Form,
): Thenable<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? run.folder;
  const { ending } = titles()[form];
  return vscode.window.showSaveDialog({
    defaultUri: fileUri(join(folder, `${basename(run.folder)}.${ending}`)),
    filters: { [ending.toUpperCase()]: [ending] },
    title: t('Export {0}', manifest.name),
  });
}

/** A page belongs in a browser, and VS Code asks before it opens one; the rest is text. */
function offerToOpen(target: vscode.Uri, form: Form): void {
  const action = form === 'html' ? t('Open in Browser') : t('Open');
  const message = t('{0} is written.', basename(target.fsPath));
  void vscode.window.showInformationMessage(message, action).then(async (chosen) => {
    if (chosen !== action) return;
    if (form === 'html') await vscode.env.openExternal(target);
    else await vscode.commands.executeCommand('vscode.open', target);
  });
}
