import type * as vscode from 'vscode';
import { redactMessage } from '../../core/redaction/knownKeys.js';
import { t } from '../../l10n/t.js';
import type { CommandContext } from '../commands/commands.js';
import { dryRun, run } from '../commands/specCommands.js';
import { runEnd } from '../runs/runEnd.js';
import { isSpecPath } from '../spec/specFile.js';
import { reportFault, reportGates } from './gateReport.js';

interface Situation {
  readonly controller: vscode.TestController;
  readonly context: CommandContext;
  readonly isDryRun: boolean;
  /** Folders of the runs that are begun here. */
  readonly own: Set<string>;
}

/** Runs the specs whose gates are asked for, each once, with the questions that any launch asks. */
export async function runGates(
  request: vscode.TestRunRequest,
  token: vscode.CancellationToken,
  situation: Situation,
): Promise<void> {
  const { controller } = situation;
  const wanted = gatesBySpec(request, controller);
  const test = controller.createTestRun(request);
  for (const gates of wanted.values()) for (const gate of gates) test.enqueued(gate);
  const ends: Promise<void>[] = [];
  // One launch after the other: each may ask something. Then they run side by side.
  for (const [spec, gates] of wanted) {
    if (token.isCancellationRequested) break;
    const { ended } = await launch(spec, gates, { ...situation, test, token });
    ends.push(ended);
  }
  await Promise.all(ends);
  test.end();
}

/** Resolves as soon as the run has begun; `ended` when it is reported. Neither throws. */
async function launch(
  spec: vscode.Uri,
  gates: readonly vscode.TestItem[],
  situation: Situation & {
    readonly test: vscode.TestRun;
    readonly token: vscode.CancellationToken;
  },
): Promise<{ readonly ended: Promise<void> }> {
  const { context, test, token, isDryRun, own } = situation;
  const { ui } = context;
  const failed = (error: unknown): void => {
    const sentence = error instanceof Error ? error.message : String(error);
    ui.log.error(`run of a test: ${sentence}`);
    reportFault(test, gates, redactMessage(sentence));
  };
  try {
    ui.requireTrust(t('Running an evaluation'));
    await ui.services.paths.home(spec.fsPath);
    const begin = isDryRun ? dryRun : run;
    const manifest = await begin(context, spec, { open: false });
    if (!manifest) {
      test.appendOutput(`${t('Not run: it was not wanted after all.')}\r\n`);
      for (const gate of gates) test.skipped(gate);
      return { ended: Promise.resolve() };
    }
    for (const gate of gates) test.started(gate);
    const begun = await ui.services.runs.find(manifest.fsPath, []);
    own.add(begun.folder);
    const cancelled = token.onCancellationRequested(() => {
      ui.live.cancel(begun).catch((error: unknown) => ui.report(error));
    });
    const ended = runEnd(begun, ui)
      .then((last) => reportGates(test, gates, { run: begun, manifest: last, ui }))
      .catch(failed)
      .finally(() => {
        cancelled.dispose();
        own.delete(begun.folder);
      });
    return { ended };
  } catch (error) {
    failed(error);
    return { ended: Promise.resolve() };
  }
}

/** The gates that a request means, by the spec they stand in. */
function gatesBySpec(
  { include, exclude }: vscode.TestRunRequest,
  { items }: vscode.TestController,
): Map<vscode.Uri, vscode.TestItem[]> {
  const left = new Set(exclude ?? []);
  const bySpec = new Map<string, { spec: vscode.Uri; gates: vscode.TestItem[] }>();
  const take = (item: vscode.TestItem): void => {
    if (left.has(item)) return;
    const { uri } = item;
    const isGate = item.parent !== undefined && isSpecPath(item.parent.uri?.path ?? '');
    if (!isGate || !uri) {
      for (const [, child] of item.children) take(child);
      return;
    }
    const known = bySpec.get(uri.toString()) ?? { spec: uri, gates: [] };
    if (!known.gates.includes(item)) known.gates.push(item);
    bySpec.set(uri.toString(), known);
  };
  for (const item of include ?? [...items].map(([, root]) => root)) take(item);
  return new Map([...bySpec.values()].map(({ spec, gates }) => [spec, gates]));
}
