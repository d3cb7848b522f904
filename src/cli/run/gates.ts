import { runStatistics } from '../../core/stats/runStatistics.js';
import { gatesOfRun } from '../../core/stats/gates.js';
import type { StoredRow } from '../../core/runs/resultRow.js';
import { t } from '../../l10n/t.js';
import type { CommandContext } from '../commandContext.js';
import { EXIT, gatesExit, type ExitCode } from '../exitCode.js';
import { gateText } from './gateText.js';

/**
 * `gavel gates RUN`: the gates of the run's spec, held against the intervals of its rows as they are
 * now. Exits as `gavel run` does: 1 where one fails, 4 where one is inconclusive and none fails.
 */
export async function gates(
  runText: string,
  { services, signal, runsRoot, terminal }: CommandContext,
): Promise<ExitCode> {
  const ref = await services.runs.find(runText, [runsRoot]);
  const manifest = await services.runs.read(ref);
  const rows: StoredRow[] = [];
  for await (const row of services.runs.rows(ref, signal)) rows.push(row);
  const { name, status, demo, spec } = manifest;
  // Some rows tell nothing of the whole: a dry run is held against no gate.
  const judged = manifest.dry_run ? [] : gatesOfRun(manifest, runStatistics(spec, rows));
  const document = { id: manifest.id, name, status, demo, gates: judged };
  terminal.result(document, [...judged.map(gateLine), ...unheld()].join('\n'));
  if (status !== 'completed') return EXIT.runFailed;
  return gatesExit(judged);

  function unheld(): string[] {
    if (judged.length > 0) return [];
    if (status !== 'completed') return [t('{0} is {1}: it is held against no gate.', name, status)];
    if (manifest.dry_run) return [t('{0} is a dry run: it is held against no gate.', name)];
    return [t('The spec of {0} has no gates.', name)];
  }
}

export function gateLine({ outcome, message }: ReturnType<typeof gatesOfRun>[number]): string {
  return gateText(outcome, message);
}
