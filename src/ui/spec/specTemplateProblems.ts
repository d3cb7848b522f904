import { responseProblems } from '../../core/spec/problems/checkSpecRows.js';
import type { DatasetFiles } from '../../core/dataset/dataset.js';
import type { ParsedSpec, SpecProblem } from '../../core/spec/parseSpec.js';
import type { InlineTemplate } from '../../core/spec/templateField.js';
import type { TemplateProblem } from '../../core/template/language/templateProblem.js';
import { templateProblems } from '../../core/template/language/templateProblems.js';
import { carriedProblems } from '../template/carriedProblems.js';
import type { TemplateService } from '../template/templateService.js';

/** Problems of a template that stands in a spec, found in this text of it. */
export interface FieldProblems {
  readonly path: InlineTemplate['path'];
  readonly text: string;
  readonly problems: readonly TemplateProblem[];
}

/** What the text alone shows. */
export function textProblems({ path, text }: InlineTemplate): FieldProblems {
  const problems = templateProblems(text).map((problem) =>
    problem.code === 'syntax' ? { ...problem, code: 'template-syntax' } : problem,
  );
  return { path, text, problems };
}

/** What the rows of the dataset show of every template in the spec. Rejects when cancelled. */
export async function rowProblems(
  { knowledge }: TemplateService,
  { parsed, dataset }: { readonly parsed: ParsedSpec; readonly dataset: string },
  signal: AbortSignal,
): Promise<FieldProblems[]> {
  const sources = parsed.templates.map(({ text }) => text);
  if (sources.length === 0) return [];
  const found = await knowledge.rowProblems(dataset, sources, signal);
  return parsed.templates.map(({ path, text }) => ({
    path,
    text,
    problems: found?.get(text) ?? [],
  }));
}

/** Rows that hold no response to judge, as far as the rows were looked at. */
export async function missingResponses(
  { knowledge }: TemplateService,
  parsed: ParsedSpec,
  dataset: string,
): Promise<SpecProblem[]> {
  const facts = parsed.spec && (await knowledge.facts(dataset));
  if (!parsed.spec || !facts) return [];
  const { rows } = await knowledge.describe(dataset);
  const isComplete = facts.rows === rows;
  return responseProblems(parsed.spec, { facts, isComplete }, rows).flatMap((problem) => {
    const range = parsed.rangeOf(problem.path);
    const { severity, code, message, path } = problem;
    return range ? [{ severity, code, message, path: [...path], range }] : [];
  });
}

/** Earlier findings that the templates' present texts still may have, at their new places. */
export function carried(before: readonly FieldProblems[], parsed: ParsedSpec): FieldProblems[] {
  return before.flatMap(({ path, text, problems }) => {
    const now = parsed.templates.find((template) => template.path.join('.') === path.join('.'));
    if (!now) return [];
    return [{ path, text: now.text, problems: carriedProblems(problems, text, now.text) }];
  });
}

/** The problems of a field at their places in the spec. */
export function inTemplate(
  parsed: ParsedSpec,
  { path, problems }: FieldProblems,
): readonly SpecProblem[] {
  const template = parsed.templates.find((known) => known.path.join('.') === path.join('.'));
  if (!template) return [];
  return problems.map((problem) => ({
    severity: problem.severity,
    code: problem.code,
    message: problem.message,
    path: [...path],
    range: parsed.rangeAt(template.fileSpan(problem.span)),
    inTemplate: problem,
  }));
}

/** The dataset files, of which a description is read again only when the file changed. */
export function cachedDatasets({ ui, knowledge }: TemplateService): DatasetFiles {
  return {
    describe: knowledge.describe,
    rows: (path, range, signal) => ui.services.datasets.rows(path, range, signal),
  };
}
