import * as vscode from 'vscode';
import type { JsonObject } from '../../core/json.js';
import type { Rejudgement } from '../../core/judging/rejudgement.js';
import type { RowOutcome } from '../../core/runs/resultRow.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { allowRunPaths } from '../paths/allowPaths.js';
import { bothResults } from '../results/detail/rejudgementView.js';
import { cancellable, runOf } from './arguments.js';
import type { CommandContext } from './commands.js';
import { fileUri } from '../fileUri.js';

/** What `gavel.rejudgeRow` gives. */
interface RejudgedRow {
  readonly row: number;
  /** As the run has it; it stays so. */
  readonly stored: { readonly outcome: RowOutcome; readonly verdict: string };
  readonly again: {
    readonly outcome: RowOutcome;
    readonly verdict: string;
    /** The result row, in the service's columns. */
    readonly result: JsonObject;
    readonly errors: readonly string[];
  };
  readonly isSame: boolean;
  readonly usage?: { readonly prompt_tokens: number; readonly completion_tokens: number };
  readonly cost_usd?: number;
  readonly demo: boolean;
}

/**
 * Asks the judge about a row (from 1) of a run once more; the run stays as it is. Both verdicts are told
 * to a person who was asked for the row, or with `{ tell: true }`.
 */
export async function rejudgeRow(
  context: CommandContext,
  argument?: unknown,
  row?: unknown,
  options?: unknown,
): Promise<RejudgedRow | undefined> {
  const { ui } = context;
  const run = await runOf(context, argument);
  if (!run) return undefined;
  const wanted = rowNumber(row) ?? (row === undefined ? await askForRow() : noRow());
  if (wanted === undefined) return undefined;
  await allowRunPaths(run, ui);
  const { name } = await ui.services.runs.read(run);
  const rejudged = await cancellable(
    t('Asking the judge about row {0} of {1}', wanted, name),
    (signal) => ui.services.rejudgeRow(run, wanted, signal),
  );
  const told = rejudgedRow(rejudged);
  const isTold = typeof options === 'object' && options !== null && 'tell' in options;
  if (row === undefined || (isTold && options.tell === true))
    void tell(told, await ui.services.runs.manifestPath(run));
  return told;
}

function rejudgedRow(rejudgement: Rejudgement): RejudgedRow {
  const { row, again, costUsd, isDemo } = rejudgement;
  const { before, now, isSame } = bothResults(rejudgement);
  const usage = again.details?.usage;
  return {
    row,
    stored: { outcome: before.outcome, verdict: before.verdict },
    again: {
      outcome: now.outcome,
      verdict: now.verdict,
      result: again.result,
      errors: (again.details?.errors ?? []).map(({ message }) => message),
    },
    isSame,
    ...(usage && { usage }),
    ...(costUsd !== undefined && { cost_usd: costUsd }),
    demo: isDemo,
  };
}

async function tell(
  { row, stored, again, isSame, demo }: RejudgedRow,
  path: string,
): Promise<void> {
  const by = demo ? t(' (demo: a scripted judge)') : '';
  const text = isSame
    ? t('Row {0}: {1} again{2}.', row, again.verdict, by)
    : t('Row {0}: {1} this time{2}, {3} in the run.', row, again.verdict, by, stored.verdict);
  const chosen = await vscode.window.showInformationMessage(
    t('{0} The run stays as it is.', text),
    t('Show Row'),
  );
  if (chosen === t('Show Row')) {
    await vscode.commands.executeCommand('gavel.openResults', fileUri(path), { row });
  }
}

/** The number of a row that a caller gives, from 1. */
function rowNumber(given: unknown): number | undefined {
  return typeof given === 'number' && Number.isSafeInteger(given) && given > 0 ? given : undefined;
}

function noRow(): never {
  throw new UserError('usage', t('A row is a whole number from 1 on.'));
}

async function askForRow(): Promise<number | undefined> {
  const isRow = (text: string): boolean => /^[1-9]\d{0,14}$/.test(text.trim());
  const text = await vscode.window.showInputBox({
    title: t('Re-judge a Row'),
    prompt: t('Number of the row in the dataset, from 1. The judge is asked about this one row.'),
    validateInput: (typed) => (isRow(typed) ? undefined : t('A row is a whole number from 1 on.')),
  });
  return text === undefined ? undefined : Number(text.trim());
}

/**
 * Opens a link to a row that is given or pasted, with `{ confirm: true }` after asking, as for one
 * that came from outside; gives the manifest's `Uri`.
 */
export async function openLink(
  { ui }: CommandContext,
  given?: unknown,
  options?: unknown,
): Promise<vscode.Uri | undefined> {
  const link = given instanceof vscode.Uri ? given : await pastedLink(given);
  if (!link) return undefined;
  const isAsked =
    typeof options === 'object' && options !== null && 'confirm' in options && !!options.confirm;
  const { openRunLink } = await import('../links/openRunLink.js');
  return openRunLink(link, ui, { isAsked });
}

async function pastedLink(given: unknown): Promise<vscode.Uri | undefined> {
  const text =
    typeof given === 'string'
      ? given
      : await vscode.window.showInputBox({
          title: t('Open Link to a Row'),
          prompt: t('A link that “Copy link to row” made'),
          placeHolder: t('{0}://gavel.gavel/run?path=…&row=17', vscode.env.uriScheme),
        });
  return text === undefined || text.trim() === '' ? undefined : vscode.Uri.parse(text.trim());
}
