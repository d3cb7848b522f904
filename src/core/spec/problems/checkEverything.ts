import type { CheckRowsOptions } from '../../template/language/checkRows.js';
import type { TemplateProblem } from '../../template/language/templateProblem.js';
import { placed, templateRange } from './checkSpec.js';
import { checkSpecRows } from './checkSpecRows.js';
import { inspectSpec, type SpecPorts } from './inspectSpec.js';
import type { ParsedSpec, SpecProblem } from '../parseSpec.js';
import type { TemplateText } from '../templateTexts.js';
import { rangesOf } from '../text/textRange.js';

/** A problem of a spec or of a template file that it names. */
export interface LocatedProblem extends Pick<
  SpecProblem,
  'severity' | 'code' | 'message' | 'range'
> {
  /** The template file, absolute; absent where the problem is in the spec itself. */
  readonly file?: string;
}

/**
 * Every problem of a spec at its own place: of its form, of its files, and what each row of its
 * dataset shows of its templates. Those of the spec come first. Rejects only when cancelled.
 */
export async function checkEverything(
  parsed: ParsedSpec,
  at: { readonly specPath: string; readonly ports: SpecPorts },
  options: CheckRowsOptions,
): Promise<LocatedProblem[]> {
  const problems: LocatedProblem[] = parsed.problems.map(withoutPath);
  const { spec } = parsed;
  if (!spec) return problems;
  const { info, problems: found } = await inspectSpec(spec, at, options.signal);
  for (const problem of found) {
    const { severity, code, inTemplate } = problem;
    if (inTemplate)
      problems.push(templateProblem(parsed, inTemplate, { ...inTemplate.problem, code }));
    else problems.push({ severity, code, ...placed(problem, parsed) });
  }
  // Rows of a dataset that is broken or empty show nothing of a template.
  if (info && !found.some(({ kind, severity }) => kind === 'dataset' && severity === 'error')) {
    const rows = await checkSpecRows(spec, at, { total: info.rows, ...options });
    for (const { severity, code, message, path } of rows?.responses ?? []) {
      problems.push({ severity, code, ...placed({ message, path }, parsed) });
    }
    for (const field of rows?.fields ?? []) {
      problems.push(...field.problems.map((problem) => templateProblem(parsed, field, problem)));
    }
  }
  return inOrder(problems);
}

function templateProblem(
  parsed: ParsedSpec,
  { path, source, file }: TemplateText,
  { severity, code, message, span }: TemplateProblem,
): LocatedProblem {
  if (file === undefined)
    return { severity, code, message, range: templateRange(parsed, path, span) };
  return { severity, code, message, range: rangesOf(source)(span.start, span.end), file };
}

function withoutPath({ severity, code, message, range }: SpecProblem): LocatedProblem {
  return { severity, code, message, range };
}

/** By file, line and column; two fields may have the same file, whose problems are told once. */
function inOrder(problems: readonly LocatedProblem[]): LocatedProblem[] {
  const once = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  const files = [...new Set([...once.values()].map(({ file }) => file))];
  const place = ({ file, range: { start } }: LocatedProblem) =>
    [file === undefined ? -1 : files.indexOf(file), start.line, start.column] as const;
  return [...once.values()].sort((left, right) => {
    const [a, b] = [place(left), place(right)];
    return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
  });
}
