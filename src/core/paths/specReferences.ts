import type { EvalSpec } from '../spec/evalSpec.js';
import { isServiceFile } from '../spec/problems/modelProblems.js';
import { templateFields } from '../spec/specTemplates.js';
import type { PathGate } from './pathGate.js';

/** A file that a spec or run names, and where that leads to. */
export interface OutsideReference {
  /** The field that names it, e.g. `judge.system_template`. */
  readonly field: string;
  /** As it stands there. */
  readonly written: string;
  /** Links followed, absolute. */
  readonly real: string;
}

/**
 * The files that a spec names and that lie outside, each place once. What is never followed, whoever
 * allows it, is left out: reading it says why.
 *
 * @param resolve a written path, seen from the spec, as an absolute one
 */
export async function outsideReferences(
  spec: EvalSpec,
  gate: PathGate,
  resolve: (written: string) => string,
): Promise<OutsideReference[]> {
  const named = [
    ...(isServiceFile(spec.dataset) ? [] : [{ field: 'dataset', written: spec.dataset }]),
    ...templateFields(spec).flatMap(({ path, source }) =>
      typeof source === 'string' ? [] : [{ field: path.join('.'), written: source.file }],
    ),
  ];
  const found = new Map<string, OutsideReference>();
  for (const { field, written } of named) {
    const verdict = await gate.look(resolve(written));
    if (verdict.kind !== 'outside' || found.has(verdict.real)) continue;
    found.set(verdict.real, { field, written, real: verdict.real });
  }
  return [...found.values()];
}
