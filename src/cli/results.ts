import { repeatsOf } from '../core/judging/repeatedVerdict.js';
import { csvReport } from '../core/report/csvReport.js';
import { htmlReport } from '../core/report/htmlReport.js';
import { junitReport } from '../core/report/junitReport.js';
import { markdownReport } from '../core/report/markdownReport.js';
import type { RunReport } from '../core/report/runReport.js';
import { resultLine, type StoredRow } from '../core/runs/resultRow.js';
import { runStatistics } from '../core/stats/runStatistics.js';
import { UserError } from '../core/userError.js';
import type { CommandContext } from './commandContext.js';
import { EXIT, type ExitCode } from './exitCode.js';
import type { ResultFormat } from './resultFormat.js';

/** `gavel results RUN`: the rows and figures of a run, in the format asked for. */
export async function results(
  runText: string,
  format: ResultFormat | undefined,
  context: CommandContext,
): Promise<ExitCode> {
  const { json } = context.terminal;
  if (json && format !== undefined && format !== 'json') {
    const message = `--json prints JSON, --format ${format} asks for something else; leave one of them out.`;
    throw new UserError('usage', message);
  }
  const report = await readReport(runText, context);
  switch (format ?? (json ? 'json' : 'md')) {
    case 'json': {
      const { manifest, statistics, rows } = report;
      const document = {
        id: manifest.id,
        name: manifest.name,
        status: manifest.status,
        demo: manifest.demo,
        statistics,
        ...(report.manifest.failures && { failures: report.manifest.failures }),
        ...judgementsOf(report),
      };
      await context.terminal.write(withRows(document, rows.map(resultLine)));
      break;
    }
    case 'md':
      await context.terminal.write(markdownReport(report));
      break;
    case 'html':
      await context.terminal.write(htmlReport(report));
      break;
    case 'junit':
      await context.terminal.write(junitReport(report));
      break;
    case 'csv':
      await context.terminal.write(csvReport(report));
      break;
  }
  return EXIT.ok;
}

/** With `run.repeats`: every judgement of every row, in the order of `rows`. */
function judgementsOf({ manifest, rows }: RunReport) {
  if (repeatsOf(manifest.spec) === 1) return {};
  return { judgements: rows.map(({ details }) => details?.judgements ?? []) };
}

/** The document with its rows as they stand in the file: `1.0` stays `1.0`. */
function withRows(document: object, lines: readonly string[]): string {
  const head = JSON.stringify(document, null, 2).slice(0, -'\n}'.length);
  const rows = lines.map((line) => `\n    ${line}`).join(',');
  return `${head},\n  "rows": [${rows}${lines.length > 0 ? '\n  ' : ''}]\n}\n`;
}

async function readReport(runText: string, context: CommandContext): Promise<RunReport> {
  const { services, signal, runsRoot } = context;
  const ref = await services.runs.find(runText, [runsRoot]);
  const manifest = await services.runs.read(ref);
  const rows: StoredRow[] = [];
  for await (const row of services.runs.rows(ref, signal)) rows.push(row);
  const statistics = runStatistics(manifest.spec, rows);
  return { manifest, statistics, rows };
}
