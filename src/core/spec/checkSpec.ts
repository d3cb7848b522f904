import { inspectSpec, type SpecPorts } from './inspectSpec.js';
import type { ParsedSpec, SpecProblem } from './parseSpec.js';

/**
 * Problems of a spec that only its files show: dataset or template missing or broken, columns that
 * are not there. Comes beside `parsed.problems` and repeats none of them; [] while these have errors.
 */
export async function checkSpec(
  parsed: ParsedSpec,
  specPath: string,
  ports: SpecPorts,
  signal?: AbortSignal,
): Promise<SpecProblem[]> {
  if (!parsed.spec) return [];
  const { problems } = await inspectSpec(parsed.spec, { specPath, ports }, signal);
  const start = { line: 1, column: 1 };
  return problems.map(({ severity, code, message, path, word }) => ({
    severity,
    code,
    message,
    path: [...path],
    range: (word === undefined ? parsed.rangeOf(path) : parsed.rangeInside(path, word)) ?? {
      start,
      end: start,
    },
  }));
}
