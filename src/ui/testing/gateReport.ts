import * as vscode from 'vscode';
import { knownKeys } from '../../core/redaction/knownKeys.js';
import { markdownText } from '../../core/markdownText.js';
import type { RunManifest } from '../../core/runs/manifest.js';
import type { RunRef } from '../../core/runs/runStore.js';
import { headline } from '../../core/stats/headline.js';
import { statusWords } from '../../core/report/reportWords.js';
import { t } from '../../l10n/t.js';
import { fileUri } from '../fileUri.js';
import type { GavelUi } from '../gavelUi.js';
import { failedRows, type FailedRow } from './failedRows.js';
import { gateVerdict } from './gateVerdicts.js';

/** Rows that are named under a gate. */
const MOST_ROWS = 20;

/** What menus of a message ask for. */
const ROW_MESSAGE = 'gavelRow';

/** What judges and specs wrote, as text alone, and no key in it. */
const plain = (text: string): string => markdownText(knownKeys.redact(text));

/** Says of each gate of a spec how a run that has ended went, with the first rows that failed. */
export async function reportGates(
  test: vscode.TestRun,
  gates: readonly vscode.TestItem[],
  ended: { readonly run: RunRef; readonly manifest: RunManifest; readonly ui: GavelUi },
): Promise<void> {
  const { run, manifest, ui } = ended;
  const folder = fileUri(run.folder);
  test.appendOutput(`${outputLine(manifest)}\r\n`);
  for (const gate of gates) {
    const rows =
      gateVerdict(manifest, gate.id).kind === 'failed'
        ? await failedRows(ui.services.runs.rows(run), {
            spec: manifest.spec,
            metric: gate.id,
            most: MOST_ROWS,
          })
        : [];
    reportGate(test, gate, { manifest, rows, folder });
  }
}

/** Says of one gate how its run went. */
export function reportGate(
  test: vscode.TestRun,
  gate: vscode.TestItem,
  from: {
    readonly manifest: RunManifest;
    readonly rows: readonly FailedRow[];
    readonly folder: vscode.Uri;
  },
): void {
  const { manifest, rows, folder } = from;
  const verdict = gateVerdict(manifest, gate.id);
  const duration = durationMs(manifest);
  switch (verdict.kind) {
    case 'passed':
      test.passed(gate, duration);
      return;
    case 'skipped':
      test.appendOutput(`${plainLine(verdict.message)}\r\n`, undefined, gate);
      test.skipped(gate);
      return;
    case 'failed':
    case 'errored': {
      const first = placed(new vscode.TestMessage(knownKeys.redact(verdict.message)), gate);
      if (verdict.expected !== undefined) first.expectedOutput = verdict.expected;
      if (verdict.actual !== undefined) first.actualOutput = verdict.actual;
      const messages = [
        first,
        ...rows.map((row) => placed(rowMessage(row, manifest, folder), gate)),
      ];
      if (verdict.kind === 'failed') test.failed(gate, messages, duration);
      else test.errored(gate, messages, duration);
    }
  }
}

/** Says of gates that no run began, and why. */
export function reportFault(
  test: vscode.TestRun,
  gates: readonly vscode.TestItem[],
  sentence: string,
): void {
  for (const gate of gates) {
    test.errored(gate, placed(new vscode.TestMessage(knownKeys.redact(sentence)), gate));
  }
}

function placed(message: vscode.TestMessage, gate: vscode.TestItem): vscode.TestMessage {
  if (gate.uri && gate.range) message.location = new vscode.Location(gate.uri, gate.range);
  return message;
}

function rowMessage(
  { row, expected, actual, feedback }: FailedRow,
  { demo }: RunManifest,
  folder: vscode.Uri,
): vscode.TestMessage {
  const target = encodeURIComponent(JSON.stringify([folder.toJSON(), { row }]));
  const text = new vscode.MarkdownString(
    [
      demo
        ? t('Row {0}: {1}, wanted {2} (scripted demo judge)', row, plain(actual), plain(expected))
        : t('Row {0}: {1}, wanted {2}', row, plain(actual), plain(expected)),
      ...(feedback === '' ? [] : [plain(feedback)]),
      t('[Open row {0} in the results](command:gavel.openResults?{1})', row, target),
    ].join('\n\n'),
  );
  // What is not ours in it is escaped, so that this one link is all there is.
  text.isTrusted = { enabledCommands: ['gavel.openResults'] };
  const message = new vscode.TestMessage(text);
  message.contextValue = ROW_MESSAGE;
  return message;
}

function outputLine({ name, status, demo, statistics }: RunManifest): string {
  const figure = statistics ? headline(statistics) : statusWords(status);
  return plainLine(
    demo ? t('{0}: {1}, by the scripted demo judge', name, figure) : `${name}: ${figure}`,
  );
}

/** No control characters: the output is shown in a terminal. */
function plainLine(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what this removes
  return knownKeys.redact(text).replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
}

function durationMs({ started_at: started, finished_at: finished }: RunManifest) {
  const ms = Date.parse(finished ?? '') - Date.parse(started ?? '');
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
