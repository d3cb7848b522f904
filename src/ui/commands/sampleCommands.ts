import { basename } from 'node:path';
import * as vscode from 'vscode';
import { sampleRubricEdits } from '../../core/samples/sampleRubric.js';
import { EVALUATION_TYPES, type EvaluationType } from '../../core/spec/evalSpec.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { rememberSample } from '../samples/pendingSample.js';
import {
  SAMPLE_FOLDER,
  SAMPLE_SPECS,
  isThere,
  knownSampleFolder,
  writeSamples,
} from '../samples/sampleFiles.js';
import { stepDone, twoRubrics } from '../samples/sampleSteps.js';
import { uriOf } from './arguments.js';
import type { CommandContext } from './commands.js';
import { compareRuns } from './compareRuns.js';
import { run } from './specCommands.js';
import { fileUri } from '../fileUri.js';

const WALKTHROUGH = 'gavel.gavel#gavel.firstEvaluation';

/**
 * Runs a sample on the embedded service: `{ type }`, else the one that classifies. The samples are put
 * into the folder that is given, the workspace, or one that is picked, which is then opened and the
 * sample run there. Gives the manifest's `Uri`, or undefined where a folder is opened first.
 */
export async function trySample(
  context: CommandContext,
  argument?: unknown,
  options?: unknown,
): Promise<vscode.Uri | undefined> {
  const folder = await placeSamples(context, argument);
  if (!folder) return undefined;
  const spec = vscode.Uri.joinPath(folder, SAMPLE_SPECS[typeIn(options) ?? 'classify']);
  return run(context, spec, { ...(isObject(options) ? options : {}), backend: 'demo' });
}

/** Puts the samples into place and opens the spec of `{ type }`, else one that is picked; gives its `Uri`. */
export async function openSample(
  context: CommandContext,
  argument?: unknown,
  options?: unknown,
): Promise<vscode.Uri | undefined> {
  const type = typeIn(options) ?? (await pickSample());
  if (!type) return undefined;
  const folder = await placeSamples(context, argument);
  if (!folder) return undefined;
  const spec = vscode.Uri.joinPath(folder, SAMPLE_SPECS[type]);
  await vscode.window.showTextDocument(spec, { preview: false });
  return spec;
}

/** Puts the prepared second version of the rubric into the sample, saves and shows it; gives the `Uri`. */
export async function changeSampleRubric(): Promise<vscode.Uri | undefined> {
  const folder = await knownSampleFolder();
  if (!folder) throw noSampleYet();
  const uri = vscode.Uri.joinPath(folder, SAMPLE_SPECS.classify);
  const editor = await vscode.window.showTextDocument(uri, { preview: false });
  const { document } = editor;
  const edits = sampleRubricEdits(document.getText());
  if (edits === undefined) {
    const at = document.positionAt(Math.max(0, document.getText().indexOf('system_template')));
    editor.selection = new vscode.Selection(at, at);
    editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenter);
    throw new UserError(
      'usage',
      t(
        'The rubric of {0} is yours by now: change its lines by hand, then run it again.',
        basename(uri.path),
      ),
    );
  }
  if (edits !== 'done') {
    // Not through the editor, which another tab may cover by now.
    const change = new vscode.WorkspaceEdit();
    for (const { start, end, text } of edits) {
      const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
      change.replace(uri, range, text);
    }
    const made = await vscode.workspace.applyEdit(change);
    const saved = made && (await document.save());
    // Where files are saved by themselves there may be nothing left to save: what is on the disk counts.
    if (!saved && !(await isChangedOnDisk(uri))) {
      throw new UserError(
        'storage',
        t(
          'The changed rubric of {0} could not be saved; save it by hand, then run it again.',
          basename(uri.path),
        ),
      );
    }
  }
  await stepDone('gavel.sampleRubricChanged');
  const text = document.getText();
  const at = document.positionAt(text.indexOf('- correct:'));
  editor.selection = new vscode.Selection(at.with({ character: 0 }), at.translate(2, 0));
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  return uri;
}

async function isChangedOnDisk(uri: vscode.Uri): Promise<boolean> {
  const bytes = await vscode.workspace.fs.readFile(uri);
  return sampleRubricEdits(new TextDecoder().decode(bytes)) === 'done';
}

/** Compares the sample's first run with the last one under another rubric; gives their manifests' `Uri`s. */
export async function compareSampleRuns(
  context: CommandContext,
): Promise<readonly vscode.Uri[] | undefined> {
  const pair = await twoRubrics(context.tree);
  if (!pair) {
    throw new UserError(
      'usage',
      t(
        'There are not yet two finished runs of the sample with different rubrics: run it, change its rubric, and run it again.',
      ),
    );
  }
  const { runs } = context.ui.services;
  const uris = [];
  for (const { run: one } of pair) uris.push(fileUri(await runs.manifestPath(one)));
  const compared = await compareRuns(context, uris);
  if (compared) await stepDone('gavel.sampleCompared');
  return compared;
}

/** Opens the walkthrough. */
export async function openWalkthrough(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', WALKTHROUGH, false);
}

/** The folder that holds the samples now; undefined where nobody chose one or it is opened first. */
async function placeSamples(
  context: CommandContext,
  argument: unknown,
): Promise<vscode.Uri | undefined> {
  const folder = uriOf(argument) ?? (await knownSampleFolder()) ?? (await chooseFolder());
  if (!folder) return undefined;
  context.ui.services.paths.named(folder.fsPath);
  const written = await writeSamples(context, folder);
  if (vscode.workspace.getWorkspaceFolder(folder)) {
    if (written.length > 0) tellWhere(folder);
    return folder;
  }
  // What makes the extension start by itself in the window that opens.
  await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(folder, '.gavel', 'runs'));
  await rememberSample(context.memory, folder);
  await vscode.commands.executeCommand('vscode.openFolder', folder, { forceReuseWindow: true });
  return undefined;
}

function tellWhere(folder: vscode.Uri): void {
  const place = vscode.workspace.asRelativePath(folder);
  void vscode.window.showInformationMessage(
    t('The samples are in {0}; delete the folder when you no longer want them.', place),
  );
}

/** A folder of the workspace; in a window without one, a new folder where the person says. */
async function chooseFolder(): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const [only] = folders;
  if (only && folders.length === 1) return vscode.Uri.joinPath(only.uri, SAMPLE_FOLDER);
  if (only) {
    const chosen = await vscode.window.showWorkspaceFolderPick({
      placeHolder: t('In which folder shall the samples be?'),
    });
    return chosen && vscode.Uri.joinPath(chosen.uri, SAMPLE_FOLDER);
  }
  const [parent] =
    (await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      openLabel: t('Create Samples Here'),
      title: t('Where shall the folder {0} be made?', SAMPLE_FOLDER),
    })) ?? [];
  return parent && freeFolder(parent);
}

/** `gavel-samples`, with a number where that is taken by something else. */
async function freeFolder(parent: vscode.Uri): Promise<vscode.Uri> {
  for (let count = 1; ; count += 1) {
    const name = `${SAMPLE_FOLDER}${count === 1 ? '' : `-${count}`}`;
    const uri = vscode.Uri.joinPath(parent, name);
    const isOurs = await isThere(vscode.Uri.joinPath(uri, SAMPLE_SPECS.classify));
    if (isOurs || !(await isThere(uri))) return uri;
  }
}

async function pickSample(): Promise<EvaluationType | undefined> {
  const items = [
    {
      label: t('Answer correctness'),
      description: 'classify',
      detail: t(
        'Answers of a shop’s support, held against a reference: correct, incomplete or wrong',
      ),
      type: 'classify' as const,
    },
    {
      label: t('Answer helpfulness'),
      description: 'score',
      detail: t('Replies of an IT help desk, from 1 (no help) to 5 (solves it)'),
      type: 'score' as const,
    },
    {
      label: t('Prompt v1 vs v2'),
      description: 'compare',
      detail: t('Summaries that two prompts gave of the same tickets, judged in both orders'),
      type: 'compare' as const,
    },
  ];
  const placeHolder = t('Which sample?');
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.type;
}

function noSampleYet(): UserError {
  return new UserError(
    'usage',
    t('There is no sample in this workspace yet; run Gavel: Try a Sample Evaluation first.'),
  );
}

function typeIn(options: unknown): EvaluationType | undefined {
  if (!isObject(options) || !('type' in options)) return undefined;
  return EVALUATION_TYPES.find((one) => one === options.type);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
