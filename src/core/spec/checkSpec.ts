import { inspectSpec, type InspectedProblem, type SpecPorts } from './inspectSpec.js';
import type { ParsedSpec, SpecProblem } from './parseSpec.js';

const START = { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };

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
  return problems.map((problem) => {
    const { severity, code, path } = problem;
    return { severity, code, path: [...path], ...placed(problem, parsed) };
  });
}

/** At its place inside a template that stands in the spec; else at the value. */
function placed(
  { message, path, word, inTemplate }: InspectedProblem,
  parsed: ParsedSpec,
): Pick<SpecProblem, 'message' | 'range'> {
  if (inTemplate && inTemplate.file === undefined) {
    const { source, problem } = inTemplate;
    const written = source.slice(problem.span.start, problem.span.end);
    return { message: problem.message, range: parsed.rangeInside(path, written) ?? START };
  }
  const range = word === undefined ? parsed.rangeOf(path) : parsed.rangeInside(path, word);
  return { message, range: range ?? START };
}
