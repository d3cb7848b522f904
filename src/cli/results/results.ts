import { basename, dirname, extname, join } from 'node:path';
import { datasetLines, specForRows } from '../../core/exchange/rowsDataset.js';
import { outcomeOf } from '../../core/judging/outcome.js';
import { repeatsOf } from '../../core/judging/repeatedVerdict.js';
import { readReport } from '../../core/report/readReport.js';
import { reportText, type ReportFormat } from '../../core/report/reportText.js';
import type { RunReport } from '../../core/report/runReport.js';
import { resultLine, type RowOutcome } from '../../core/runs/resultRow.js';
import type { RunRef } from '../../core/runs/runStore.js';
import { UserError } from '../../core/userError.js';
import { plural, t } from '../../l10n/t.js';
import type { CommandContext } from '../commandContext.js';
import { EXIT, type ExitCode } from '../exitCode.js';
import type { ResultsOptions, RowChoiceName } from './resultsCommands.js';

/** `gavel results RUN`: the rows and figures of a run, printed or written in the format asked for. */
export async function results(
  runText: string,
  options: ResultsOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { services, signal, runsRoot, terminal } = context;
  checkOptions(options, terminal.json);
  const run = await services.runs.find(runText, [runsRoot]);
  if (options.dataset !== undefined) return writeDataset(run, options.dataset, options, context);
  const format = options.format ?? (terminal.json && options.out === undefined ? 'json' : 'md');
  if (format === 'jsonl') return writeBytes(run, options.out, context);
  const baseline =
    options.baseline === undefined
      ? undefined
      : await services.runs.find(options.baseline, [runsRoot]);
  const labels = await services.labels();
  const report = await readReport(run, { runs: services.runs, labels, signal, baseline });
  return writeText(await textOf(report, format), { format, out: options.out }, context);
}

function checkOptions({ format, out, baseline, rows, dataset }: ResultsOptions, json: boolean) {
  const fault = (message: string) => new UserError('usage', message);
  if (json && out === undefined && format !== undefined && format !== 'json') {
    throw fault(
      t('--json prints JSON, --format {0} asks for something else; leave one of them out.', format),
    );
  }
  if (rows !== undefined && dataset === undefined) {
    throw fault(t('--rows says what goes into a new dataset; name it with --dataset FILE.'));
  }
  if (dataset !== undefined && (format !== undefined || out !== undefined)) {
    throw fault(t('--dataset writes rows as a dataset; leave --format and --out out.'));
  }
  if (baseline !== undefined && format !== undefined && format !== 'md' && format !== 'html') {
    throw fault(t('A baseline is told in md and html; gavel diff prints the comparison as JSON.'));
  }
}

async function textOf(report: RunReport, format: ReportFormat | 'json'): Promise<string> {
  if (format !== 'json') return reportText(report, format);
  const { manifest, statistics, rows } = report;
  const document = {
    id: manifest.id,
    name: manifest.name,
    status: manifest.status,
    demo: manifest.demo,
    statistics,
    ...(manifest.failures && { failures: manifest.failures }),
    ...judgementsOf(report),
  };
  return withRows(document, rows.map(resultLine));
}

async function writeText(
  text: string,
  { format, out }: { readonly format: string; readonly out: string | undefined },
  { services, terminal, path }: CommandContext,
): Promise<ExitCode> {
  if (out === undefined) await terminal.write(text);
  else {
    await services.saveFile(path(out), text);
    terminal.result({ format, path: path(out) }, path(out));
  }
  return EXIT.ok;
}

async function writeBytes(
  run: RunRef,
  out: string | undefined,
  { services, terminal, signal, path }: CommandContext,
): Promise<ExitCode> {
  const bytes = services.runs.resultBytes(run, signal);
  if (out === undefined) {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    for await (const chunk of bytes) await terminal.write(decoder.decode(chunk, { stream: true }));
  } else {
    await services.saveFile(path(out), bytes);
    terminal.result({ format: 'jsonl', path: path(out) }, path(out));
  }
  return EXIT.ok;
}

const CHOSEN: Readonly<Record<RowChoiceName, readonly RowOutcome[]>> = {
  failed: ['failed'],
  passed: ['passed'],
  invalid: ['invalid'],
  errors: ['judge_error', 'generation_error'],
  unusable: ['invalid', 'judge_error', 'generation_error'],
  a: ['a'],
  b: ['b'],
  tie: ['tie'],
};

/** Some rows as a dataset of their own, and a spec for it; neither takes the place of a file. */
async function writeDataset(
  run: RunRef,
  target: string,
  { rows: choices = ['failed', 'unusable'] }: ResultsOptions,
  { services, terminal, signal, path }: CommandContext,
): Promise<ExitCode> {
  const dataset = path(target);
  if (extname(dataset).toLowerCase() !== '.jsonl') {
    throw new UserError(
      'usage',
      t('{0} would hold JSON Lines; end it in .jsonl.', basename(dataset)),
    );
  }
  const manifest = await services.runs.read(run);
  const stem = basename(dataset, extname(dataset));
  const specPath = join(dirname(dataset), `${stem}.eval.yaml`);
  if (await services.texts.exists(specPath)) {
    const message = t(
      '{0} is there already and stays as it is; choose another name for the dataset.',
      specPath,
    );
    throw new UserError('usage', message);
  }
  const outcomes = new Set(choices.flatMap((choice) => CHOSEN[choice]));
  const lines = datasetLines(services.runs.rows(run, signal), manifest.spec, ({ result }) =>
    outcomes.has(outcomeOf(result, manifest.spec)),
  );
  const written = await services.createFile(dataset, someOf(lines, manifest.name));
  const made = specForRows(manifest, { dataset: basename(dataset), suffix: `(${stem})` });
  await services.createFile(specPath, [made.text]);
  terminal.result(
    { dataset, rows: written, spec: specPath, problems: made.problems },
    `${dataset}: ${plural(written, '{0} row', '{0} rows')}\n${specPath}`,
  );
  for (const problem of made.problems) terminal.say(t('still to do: {0}', problem));
  return EXIT.ok;
}

async function* someOf(lines: AsyncIterable<string>, name: string): AsyncGenerator<string> {
  let hasSome = false;
  for await (const line of lines) {
    hasSome = true;
    yield line;
  }
  if (!hasSome)
    throw new UserError('usage', t('No row of {0} ended so; choose other --rows.', name));
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
