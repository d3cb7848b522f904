import type { LabelFigures } from '../../core/labels/labelFigures.js';
import type { JudgeReliability } from '../../core/reliability/judgeReliability.js';
import { readReliability } from '../../core/reliability/readReliability.js';
import type { RowList } from '../../core/reliability/rowList.js';
import { trustSentence } from '../../core/reliability/trustSentence.js';
import type { TruthAgreement, TruthChoice } from '../../core/reliability/truthAgreement.js';
import { sayableTargets, targetNamed } from '../../core/reliability/truthMeaning.js';
import { collectSliceTable } from '../../core/slices/sliceTable.js';
import type { ResolvedSpec } from '../../core/spec/evalSpec.js';
import { consistencySentence } from '../../core/stats/consistencySentence.js';
import { headlineSentence } from '../../core/stats/headline.js';
import { collectStatistics } from '../../core/stats/runStatistics.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import type { CommandContext } from '../commandContext.js';
import { EXIT, type ExitCode } from '../exitCode.js';
import { slicesOf, slicesText } from './slicesText.js';
import type { StatsOptions } from './statsOptions.js';
import { textTable } from '../terminal/textTable.js';

/**
 * `gavel stats RUN`: the figures, recomputed from the rows. With `--json` the run's statistics (see
 * `runStatistics`) and `reliability` (see `JudgeReliability`; lists of rows cut to 20 ids,
 * and the rows of cells of its tables left out; `people`: see `LabelFigures`, null where nobody has
 * labelled); with `--by COLUMN` also `slices` (see `Slices`).
 */
export async function stats(
  runText: string,
  options: StatsOptions,
  { services, signal, runsRoot, terminal }: CommandContext,
): Promise<ExitCode> {
  const run = await services.runs.find(runText, [runsRoot]);
  const manifest = await services.runs.read(run);
  const { spec, demo } = manifest;
  const truth = truthChoice(options, spec);
  const collector = collectStatistics(spec);
  const slicing = options.by === undefined ? undefined : collectSliceTable(spec);
  const { judge, people } = await readReliability(
    { runs: services.runs, labels: await services.labels(), run, manifest },
    {
      chosen: truth?.column,
      signal,
      eachRow: (row) => {
        collector.add(row);
        slicing?.add(row);
        return undefined;
      },
    },
  );
  const statistics = collector.current();
  const reliability = judge.current(truth);
  if (truth && !reliability.truth) throw noSuchColumn(truth.column, reliability);
  const slices = slicing && slicesOf(slicing.current(), options.by ?? '');

  const counts = ['n', 'evaluated', 'passed', 'failed', 'invalid', 'judge_errors'] as const;
  const table = textTable(
    [...counts, 'generation_errors'],
    [[...counts.map((name) => `${statistics[name]}`), `${statistics.generation_errors}`]],
  );
  const consistency = consistencySentence(statistics);
  const text = [
    headlineSentence(statistics),
    ...(consistency === undefined ? [] : [consistency]),
    table,
    '',
    trustSentence(reliability, people),
    ...(reliability.truth ? truthLines(reliability.truth) : []),
    ...readLines(reliability),
    ...(slices ? ['', slicesText(slices, spec.type === 'compare')] : []),
    ...(demo ? [t('demo: the verdicts are scripted.')] : []),
  ];
  terminal.result(
    {
      ...statistics,
      reliability: reliabilityDocument(reliability, people),
      ...(slices && { slices }),
    },
    text.join('\n'),
  );
  return EXIT.ok;
}

function truthChoice(
  { truth, truthMap }: StatsOptions,
  spec: ResolvedSpec,
): TruthChoice | undefined {
  if (truth === undefined) {
    if (truthMap === undefined) return undefined;
    throw new UserError(
      'usage',
      t('--truth-map says what values stand for; name their column by --truth.'),
    );
  }
  if (truthMap === undefined) return { column: truth };
  const targets = sayableTargets(spec);
  const map = truthMap.split(',').map((pair): readonly [string, string] => {
    const at = pair.lastIndexOf('=');
    const [value, said] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
    if (at < 1 || value === '') {
      throw new UserError(
        'usage',
        t('--truth-map has “{0}” where value=label was expected.', pair),
      );
    }
    const target = said === '' ? '' : targetNamed(said, targets);
    if (target === undefined) {
      const message = `--truth-map lets “${value}” stand for “${said}”, which is none of ${targets.join(', ')}.`;
      throw new UserError('usage', message);
    }
    return [value, target];
  });
  return { column: truth, map: new Map(map) };
}

function noSuchColumn(
  column: string,
  { truth_candidates, evaluated }: JudgeReliability,
): UserError {
  if (evaluated === 0) {
    return new UserError(
      'usage',
      t('No row has a verdict that could be held against {0}.', column),
    );
  }
  const known = truth_candidates.map((candidate) => candidate.column);
  const hint = known.length === 0 ? '' : t(' Columns with few values are: {0}.', known.join(', '));
  return new UserError(
    'usage',
    t('The results have no column {0} of the dataset.{1}', column, hint),
  );
}

function truthLines(truth: TruthAgreement): string[] {
  const { labels, counts } = truth.confusion;
  if (truth.rows === 0) {
    const values = truth.values.slice(0, 5).map(({ value }) => value);
    return [
      t(
        'No value of {0} stands for a verdict ({1}…); say what they mean by --truth-map.',
        truth.column,
        values.join(', '),
      ),
    ];
  }
  return [
    textTable(
      [`${truth.column} \\ judge`, ...labels],
      labels.map((label, at) => [label, ...(counts[at] ?? []).map(String)]),
    ),
  ];
}

/** More stands in the results editor. */
const READ_LINES = 5;

function readLines({ read_first: rows }: JudgeReliability): string[] {
  if (rows.length === 0) return [];
  return [
    t('Read these rows first:'),
    ...rows.slice(0, READ_LINES).map(({ id, verdict, reasons }) => {
      const row = id > 0 ? t('row {0}', id) : t('line {0}', -id);
      return `  ${row} (${verdict}): ${reasons.map(({ text }) => text).join('; ')}`;
    }),
  ];
}

function reliabilityDocument(reliability: JudgeReliability, people: LabelFigures | null): object {
  const { order, feedback, repeats, truth } = reliability;
  return {
    sentence: trustSentence(reliability, people),
    ...reliability,
    order: order && { ...order, cells: undefined, flips: brief(order.flips) },
    feedback: {
      ...feedback,
      without_feedback: brief(feedback.without_feedback),
      repeated: feedback.repeated.map(({ text, rows }) => ({ text, rows: brief(rows) })),
      contradicting: brief(feedback.contradicting),
      contradictions: feedback.contradictions.slice(0, MOST_IDS),
    },
    repeats: repeats && { ...repeats, differing: brief(repeats.differing) },
    truth: truth && truthDocument(truth),
    people,
  };
}

function truthDocument(truth: TruthAgreement): object {
  const { perLabel, ...confusion } = truth.confusion;
  return {
    ...truth,
    cells: undefined,
    confusion: { ...confusion, per_label: perLabel },
    differing: brief(truth.differing),
    differences: truth.differences.slice(0, MOST_IDS),
  };
}

const MOST_IDS = 20;

function brief({ count, ids }: RowList): RowList {
  return { count, ids: ids.slice(0, MOST_IDS) };
}
