import type { Json, JsonObject } from '../json.js';
import type { DraftDataset, DraftRun } from './importDraft.js';
import type { ImportNotes } from './importNotes.js';
import { suffixes } from './nameSuffix.js';

/** A verdict of the past about one answer. */
export interface PastVerdict {
  /** What checked it: the overall verdict, or an assertion or grader by its name. */
  readonly check: string;
  readonly pass?: boolean | undefined;
  readonly score?: number | undefined;
  /** The label that was given, where it says more than pass or fail. */
  readonly label?: string | undefined;
  readonly reason?: string | undefined;
  readonly threshold?: number | undefined;
}

export interface PastRow {
  /** Rows of one subject are one run: a prompt asked of a provider. */
  readonly subject: string;
  readonly model: string;
  readonly values: JsonObject;
  readonly output?: string | undefined;
  readonly verdicts: readonly PastVerdict[];
}

/** Runs that one file gives; each is a folder to look after. */
const MOST_RUNS = 30;

/**
 * Datasets with verdicts, and how each becomes a run: one for each subject and check. A check that
 * gave nothing but numbers, and has a threshold, is read as scores; all else as labels.
 */
export function pastRuns(
  name: string,
  rows: readonly PastRow[],
  notes: ImportNotes,
): { readonly datasets: DraftDataset[]; readonly runs: DraftRun[] } {
  const suffixOf = suffixes();
  const datasets: DraftDataset[] = [];
  const runs: DraftRun[] = [];
  const subjects = grouped(rows, ({ subject }) => subject);
  for (const [subject, own] of subjects) {
    const checks = [...new Set(own.flatMap(({ verdicts }) => verdicts.map(({ check }) => check)))];
    for (const check of checks) {
      if (runs.length >= MOST_RUNS) {
        notes.lost({
          what: 'more past results',
          why: `Runs are made of the first ${MOST_RUNS} checks.`,
        });
        return { datasets, runs };
      }
      const title = [check, ...(subjects.size > 1 ? [subject] : [])].join(' ');
      const suffix = suffixOf(`results ${title}`);
      const made = runOf({ name: `${name}: ${title}`, suffix, check, rows: own });
      datasets.push(made.dataset);
      runs.push(made.run);
    }
  }
  return { datasets, runs };
}

interface RunParts {
  readonly name: string;
  readonly suffix: string;
  readonly check: string;
  readonly rows: readonly PastRow[];
}

function runOf({ name, suffix, check, rows }: RunParts): { dataset: DraftDataset; run: DraftRun } {
  const judged = rows.flatMap((row) => {
    const verdict = row.verdicts.find((each) => each.check === check);
    return verdict || row.verdicts.length === 0 ? [{ row, verdict }] : [];
  });
  const said = judged.flatMap(({ verdict }) => (verdict ? [verdict] : []));
  const threshold = said.find((each) => each.threshold !== undefined)?.threshold;
  const scores = said.flatMap(({ score }) => (score === undefined ? [] : [score]));
  const isScore = threshold !== undefined && scores.length === said.length && scores.length > 0;
  const names = columnNames(rows);
  const dataset: DraftDataset = {
    suffix,
    rows: judged.map(({ row, verdict }) => ({
      ...row.values,
      [names.response]: row.output ?? null,
      [names.verdict]: verdict ? verdictValue(verdict, isScore) : null,
      [names.score]: verdict?.score ?? null,
      [names.feedback]: verdict?.reason ?? null,
    })),
  };
  const [model] = rows.map((row) => row.model).filter((each) => each !== '');
  const common = {
    name,
    map: { verdict: names.verdict, response: names.response, feedback: names.feedback },
    ...(model !== undefined && { models: [model] }),
  };
  if (isScore) {
    const to = Math.max(1, threshold, ...scores.slice(0, 10_000));
    const from = Math.min(0, threshold, ...scores.slice(0, 10_000));
    return {
      dataset,
      run: {
        dataset: suffix,
        options: { ...common, type: 'score', range: { from, to }, threshold },
      },
    };
  }
  const passing = new Set(said.flatMap((each) => (each.pass === true ? [labelOf(each)] : [])));
  const labels = new Set(said.map(labelOf));
  const isPlain =
    [...labels].every((label) => label === 'pass' || label === 'fail') ||
    passing.size === 0 ||
    labels.size < 2;
  return {
    dataset,
    run: {
      dataset: suffix,
      options: {
        ...common,
        type: 'classify',
        labels: isPlain ? [...new Set(['pass', 'fail', ...labels])] : [...labels],
        passLabels: isPlain ? ['pass'] : [...passing],
      },
    },
  };
}

function labelOf({ label, pass }: PastVerdict): string {
  return label ?? (pass === true ? 'pass' : 'fail');
}

function verdictValue(verdict: PastVerdict, isScore: boolean): Json {
  if (isScore) return verdict.score ?? null;
  if (verdict.label === undefined && verdict.pass === undefined) return null;
  return labelOf(verdict);
}

function columnNames(rows: readonly PastRow[]) {
  const taken = new Set(rows.flatMap(({ values }) => Object.keys(values)));
  const free = (name: string): string => {
    let each = name;
    for (let count = 2; taken.has(each); count += 1) each = `${name}_${count}`;
    taken.add(each);
    return each;
  };
  return {
    response: free('response'),
    verdict: free('verdict'),
    score: free('points'),
    feedback: free('reason'),
  };
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const known = groups.get(keyOf(item));
    if (known) known.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
