import { comparedVerdict } from '../../core/compare/comparedRow.js';
import { comparisonDocument } from '../../core/compare/comparisonDocument.js';
import {
  clearWords,
  comparisonSentence,
  pText,
  shortDelta,
} from '../../core/compare/comparisonSentence.js';
import { compareRuns } from '../../core/compare/compareRuns.js';
import { changedPairs } from '../../core/compare/comparison.js';
import type { ComparedRun, Comparison } from '../../core/compare/comparison.js';
import { compareWithBaseline } from '../../core/compare/compareWithBaseline.js';
import type { BaselineEntry } from '../../core/compare/compareWithBaseline.js';
import { UserError } from '../../core/userError.js';
import { numberText, plural, t } from '../../l10n/t.js';
import type { CommandContext } from '../commandContext.js';
import type { DiffOptions } from './comparingCommands.js';
import { EXIT, type ExitCode } from '../exitCode.js';
import { progressBar } from '../terminal/progressBar.js';
import { textTable } from '../terminal/textTable.js';

/** Changed rows that are printed; `--json` has them all. */
const SHOWN = 20;

/** `gavel diff RUN_A RUN_B [RUN…]`: two runs row by row, or several against the first. */
export async function diff(
  runTexts: readonly string[],
  { map, pair }: DiffOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { services, signal, terminal } = context;
  if (runTexts.length < 2) throw new UserError('usage', t('Name two runs or more to compare.'));
  const bar = progressBar(terminal);
  try {
    const [a, b, ...others] = await readRuns(runTexts, context);
    if (!a || !b) throw new UserError('usage', t('Name two runs or more to compare.'));
    const options = {
      runs: services.runs,
      signal,
      ...(map !== undefined && { mapped: parseMap(map) }),
      ...(pair && { pair }),
      onProgress: (rows: number) => {
        if (rows % 1000 === 0)
          bar.show(plural(rows, 'comparing  {0} row', 'comparing  {0} rows'), undefined);
      },
    };
    if (others.length === 0) {
      const comparison = await compareRuns(a, b, options);
      bar.clear();
      const document = { runs: [named(a), named(b)], ...comparisonDocument(comparison) };
      terminal.result(document, pairText([a, b], comparison));
      return EXIT.ok;
    }
    const entries = await compareWithBaseline(a, [b, ...others], options);
    bar.clear();
    const document = { baseline: named(a), runs: entries.map(entryDocument) };
    terminal.result(document, tableText(a, entries));
    return EXIT.ok;
  } finally {
    bar.clear();
  }
}

/** Runs by folder, manifest or id. */
export async function readRuns(
  runTexts: readonly string[],
  { services, runsRoot }: CommandContext,
): Promise<ComparedRun[]> {
  const found: ComparedRun[] = [];
  for (const text of runTexts) {
    const run = await services.runs.find(text, [runsRoot]);
    found.push({ run, manifest: await services.runs.read(run) });
  }
  return found;
}

function parseMap(text: string): ReadonlyMap<string, string> {
  const mapped = new Map<string, string>();
  for (const each of text.split(',')) {
    const at = each.indexOf('=');
    const [from, to] = [each.slice(0, at).trim(), each.slice(at + 1).trim()];
    if (at < 1 || from === '' || to === '') {
      const message = `--map takes a column of the first run and its name in the other, e.g. answer=response; "${each}" is no such pair.`;
      throw new UserError('usage', message);
    }
    mapped.set(from, to);
  }
  return mapped;
}

function named({ manifest: { id, name, demo } }: ComparedRun) {
  return { id, name, demo };
}

function entryDocument({ run, comparison, adjustedP, clear }: BaselineEntry) {
  return { ...named(run), ...comparisonDocument(comparison), p_holm: adjustedP, clear };
}

function pairText([a, b]: readonly [ComparedRun, ComparedRun], comparison: Comparison): string {
  const { pairs, onlyInA, onlyInB, test, cautions } = comparison;
  const p = test.p_value === null ? '' : `, ${test.name} ${pText(test.p_value)}`;
  const changed = changedPairs(comparison);
  return [
    `A  ${runLine(a)}`,
    `B  ${runLine(b)}`,
    '',
    ...cautions,
    `${comparisonSentence(comparison)}.`,
    t(
      '{0} {1}{2}; {3} in A alone, {4} in B alone{5}.',
      plural(pairs.length, '{0} pair', '{0} pairs'),
      pairedWords(comparison),
      p,
      plural(onlyInA.length, '{0} row', '{0} rows'),
      plural(onlyInB.length, '{0} row', '{0} rows'),
      repeatWords(comparison),
    ),
    ...(changed.length === 0 ? [] : ['', changedTable(changed)]),
    ...(changed.length > SHOWN
      ? [t('… and {0} more; --json has them all.', numberText(changed.length - SHOWN))]
      : []),
  ].join('\n');
}

function runLine({ manifest: { id, name, created_at: created } }: ComparedRun): string {
  return `${name} (${id}, ${created.slice(0, 16).replace('T', ' ')})`;
}

function pairedWords({ pairedBy }: Comparison): string {
  if (pairedBy.kind === 'row') return t('by row number');
  return pairedBy.columns.length === 0 ? '' : t('by {0}', pairedBy.columns.join(', '));
}

function repeatWords({ repeatedPairs, unpairedRepeats }: Comparison): string {
  if (repeatedPairs + unpairedRepeats === 0) return '';
  const left = unpairedRepeats === 0 ? '' : t(', {0} of it left over', unpairedRepeats);
  return plural(
    repeatedPairs,
    '; {0} pair of repeated content{1}',
    '; {0} pairs of repeated content{1}',
    left,
  );
}

function changedTable(changed: ReturnType<typeof changedPairs>): string {
  return textTable(
    [t('row'), 'A', 'B', t('change')],
    changed
      .slice(0, SHOWN)
      .map(({ a, b, change }) => [
        a.row === b.row ? String(b.row) : `${a.row} → ${b.row}`,
        comparedVerdict(a),
        comparedVerdict(b),
        change === 'same' ? t('other label') : change.replace('_', ' '),
      ]),
  );
}

function tableText(baseline: ComparedRun, entries: readonly BaselineEntry[]): string {
  const cautions = entries.flatMap(({ run, comparison }) =>
    comparison.cautions.map((caution) => `${run.manifest.name}: ${caution}`),
  );
  return [
    t('A  {0} is the baseline', runLine(baseline)),
    '',
    ...cautions,
    textTable(
      [t('run'), 'id', t('pairs'), t('B − A (95 % interval)'), 'p', t('p (Holm)'), ''],
      entries.map(({ run, comparison, adjustedP, clear }) => [
        run.manifest.name,
        run.manifest.id,
        numberText(comparison.judged),
        shortDelta(comparison) ?? '–',
        figure(comparison.test.p_value),
        figure(adjustedP),
        clearWords(comparison.measure, clear),
      ]),
      60,
    ),
  ].join('\n');
}

function figure(p: number | null): string {
  return p === null
    ? '–'
    : pText(p)
        .replace(/^p( = )?/, '')
        .trim();
}
