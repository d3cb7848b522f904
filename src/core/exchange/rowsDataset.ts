import { t } from '../../l10n/t.js';
import { objectLine, valueTexts } from '../dataset/rows/rowLine.js';
import { isJsonObject, type Json, type JsonObject } from '../json.js';
import { resultColumns } from '../judging/resultColumns.js';
import type { RunManifest } from '../runs/manifest.js';
import type { StoredRow } from '../runs/resultRow.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import { parseSpec } from '../spec/parseSpec.js';
import { specText } from '../spec/text/specText.js';

/** A row of a run: its number in the dataset where that is known, else minus its line, from 1. */
export function rowName({ details }: Pick<StoredRow, 'details'>, line: number): number {
  return details?.row ?? -line;
}

/** Columns of older result files beside those of `resultColumns`. */
const OLD_COLUMNS = ['evaluation_status', 'is_incomplete'];

/**
 * The rows as lines of a new JSON Lines dataset, with the columns that they had before they were
 * judged, numbers with their digits. In the order of the run.
 */
export async function* datasetLines(
  rows: AsyncIterable<StoredRow>,
  spec: ResolvedSpec,
  isWanted: (row: StoredRow, line: number) => boolean,
): AsyncGenerator<string> {
  const added = new Set([...resultColumns(spec), ...OLD_COLUMNS]);
  let line = 0;
  for await (const row of rows) {
    line += 1;
    if (!isWanted(row, line)) continue;
    const { result, line: source } = row;
    const texts = valueTexts({ values: result, ...(source !== undefined && { source }) });
    yield `${objectLine(new Map([...texts].filter(([column]) => !added.has(column))))}\n`;
  }
}

interface SpecStub {
  readonly text: string;
  /** Errors that it still has, one sentence each: what the run did not know. */
  readonly problems: readonly string[];
}

/**
 * The run's spec, templates inlined, for a new dataset (`dataset`: relative to the new spec). Without
 * gates and limits: some rows of a dataset are held to other figures than the whole.
 */
export function specForRows(
  { name, spec, backend }: RunManifest,
  { dataset, suffix }: { readonly dataset: string; readonly suffix: string },
): SpecStub {
  // A spec is JSON by its schema.
  const fields = spec as unknown as JsonObject;
  const stub: JsonObject = {
    ...without(fields, ['gates', 'run']),
    name: `${name} ${suffix}`,
    dataset,
    ...(backend !== 'imported' && { backend }),
    ...runOptions(fields['run']),
  };
  const text = specText(stub, 'yaml', {
    head: [t('The spec of {0} for some of its rows.', oneLine(name))],
    fields: {},
  });
  const problems = parseSpec(text, 'rows.eval.yaml')
    .problems.filter(({ severity }) => severity === 'error')
    .map(({ message }) => message);
  return { text, problems };
}

/** Which rows of the old dataset were judged means nothing in the new one. */
function runOptions(run: Json | undefined): JsonObject {
  if (!isJsonObject(run)) return {};
  const rest = without(run, ['limit', 'sample_seed']);
  return Object.keys(rest).length === 0 ? {} : { run: rest };
}

function without(fields: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries<Json>(fields).filter(([name]) => !names.includes(name)));
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
