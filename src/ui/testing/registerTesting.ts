import * as vscode from 'vscode';
import { t } from '../../l10n/t.js';
import type { CommandContext } from '../commands/commands.js';

/**
 * The specs that have gates, in the Test Explorer. Nothing is looked for before somebody opens it, and
 * the code that looks is loaded then.
 */
export function registerTesting(context: CommandContext): vscode.Disposable {
  const controller = vscode.tests.createTestController('gavel', t('Gavel evaluations'));
  /** Folders of the runs that are begun here. */
  const own = new Set<string>();
  let tests: Promise<{ dispose(): void }> | undefined;
  controller.resolveHandler = async (item) => {
    // Every item is made at once: a gate is a line of a spec that is read anyway.
    if (item) return;
    tests ??= import('./gateTests.js').then(({ startGateTests }) =>
      startGateTests(controller, context, own),
    );
    await tests;
  };
  const run = (isDryRun: boolean) =>
    async function (request: vscode.TestRunRequest, token: vscode.CancellationToken) {
      const { runGates } = await import('./runGates.js');
      await runGates(request, token, { controller, context, isDryRun, own });
    };
  const { Run } = vscode.TestRunProfileKind;
  controller.createRunProfile(t('Run'), Run, run(false), true);
  controller.createRunProfile(t('Dry run'), Run, run(true));
  return vscode.Disposable.from(controller, {
    dispose: () => void tests?.then((started) => started.dispose()),
  });
}
