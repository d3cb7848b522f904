import { inspectSpec, type InspectedProblem, type SpecPorts } from './inspectSpec.js';
import type { Span } from '../../template/syntax/templateNode.js';
import type { ParsedSpec, SpecProblem } from '../parseSpec.js';
import type { TemplateField } from '../specTemplates.js';
import type { TextRange } from '../text/textRange.js';

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
export function placed(
  { message, path, inTemplate }: Pick<InspectedProblem, 'message' | 'path' | 'inTemplate'>,
  parsed: ParsedSpec,
): Pick<SpecProblem, 'message' | 'range' | 'inTemplate'> {
  if (inTemplate && inTemplate.file === undefined) {
    const { problem } = inTemplate;
    const range = templateRange(parsed, inTemplate.path, problem.span);
    return { message: problem.message, range, inTemplate: problem };
  }
  return { message, range: parsed.rangeOf(path) ?? START };
}

/** The place of a span of a template that stands in the spec; the field's where it isn't known. */
export function templateRange(
  parsed: ParsedSpec,
  path: TemplateField['path'],
  span: Span,
): TextRange {
  const template = parsed.templates.find((known) => known.path.join('.') === path.join('.'));
  if (template) return parsed.rangeAt(template.fileSpan(span));
  return parsed.rangeOf(path) ?? START;
}
