import { resultColumns } from '../judging/resultColumns.js';
import type { Json, JsonObject } from '../json.js';
import { importedVerdictColumns } from '../runs/importedVerdictColumns.js';
import type { RunManifest } from '../runs/manifest.js';
import type { ResolvedSpec, Responder } from '../spec/evalSpec.js';
import { specColumns } from '../spec/specColumns.js';

export type ShownRun = Pick<RunManifest, 'spec' | 'imported_from'>;

/** The columns that the templates print, without the responses; all of the dataset's where they print none. */
export function shownInputs(result: JsonObject, manifest: ShownRun): JsonObject {
  const { spec } = manifest;
  const hidden = new Set<string>([
    // Whoever labels must not see what the judge said.
    ...importedVerdictColumns(manifest),
    ...resultColumns(spec),
    'evaluation_status',
    'is_incomplete',
    ...respondersOf(spec).filter((responder) => typeof responder === 'string'),
  ]);
  const own = Object.entries(result).filter(([column]) => !hidden.has(column));
  const used = new Set(specColumns(spec));
  const shown = own.filter(([column]) => used.has(column));
  return Object.fromEntries(shown.length > 0 ? shown : own);
}

/** What was judged: one response, or A and B. */
export function shownResponses(result: JsonObject, spec: ResolvedSpec): (Json | undefined)[] {
  const columns =
    spec.type === 'compare'
      ? ['MODEL_TO_EVALUATE_OUTPUT_A', 'MODEL_TO_EVALUATE_OUTPUT_B']
      : ['MODEL_TO_EVALUATE_OUTPUT'];
  return respondersOf(spec).map(
    (responder, at) =>
      result[columns[at] ?? ''] ?? (typeof responder === 'string' ? result[responder] : undefined),
  );
}

function respondersOf(spec: ResolvedSpec): Responder[] {
  return spec.type === 'compare' ? [spec.model_a, spec.model_b] : [spec.model_to_evaluate];
}

/** A value in full, for reading. */
export function readableText(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}
