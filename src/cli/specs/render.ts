import type { DatasetRow } from '../../core/dataset/dataset.js';
import { rowRequests } from '../../core/judging/rowRequests.js';
import { countedTokens, loadTokenizer } from '../../core/judging/tokenizer.js';
import type { Tokenizer } from '../../core/judging/tokenizer.js';
import { printedUndefined, tracedRequests } from '../../core/judging/tracedRequests.js';
import { parseSpec } from '../../core/spec/parseSpec.js';
import { resolveSpec } from '../../core/spec/resolveSpec.js';
import type { ResolvedSpec } from '../../core/spec/evalSpec.js';
import { templateFields } from '../../core/spec/specTemplates.js';
import type { UndefinedUse } from '../../core/template/render/renderTrace.js';
import {
  renderTemplate,
  traceTemplate,
  type TemplateError,
} from '../../core/template/renderTemplate.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import type { CommandContext } from '../commandContext.js';
import { EXIT, type ExitCode } from '../exitCode.js';
import { specPath } from '../projectPaths.js';

interface RenderOptions {
  readonly data?: string;
  readonly row?: number;
  readonly all?: boolean;
  readonly strict?: boolean;
}

type RowAnswer = { readonly row: number } & (
  | { readonly output: string }
  | { readonly error: TemplateError }
  | { readonly requests: readonly unknown[] }
);

const SPEC_FILE = /\.eval\.(json|jsonc|yaml|yml)$/i;

/** `gavel render SPEC|TEMPLATE`: what is sent for a row, or what a template makes of it. */
export async function render(
  file: string,
  options: RenderOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { services, terminal, signal, path } = context;
  const isSpec = SPEC_FILE.test(file);
  const source = await services.texts.read(isSpec ? await specPath(file, context) : path(file));
  const subject = isSpec
    ? await specSubject({ text: source, file, strict: options.strict ?? false }, context)
    : templateSubject(source, options.strict ?? false);
  const data = options.data === undefined ? subject.dataset : path(options.data);
  if (data === undefined) {
    throw new UserError('usage', t('Say which rows to render {0} on: --data FILE.', file));
  }
  const range = options.all ? undefined : { from: options.row ?? 1, to: options.row ?? 1 };
  let rows = 0;
  let faults = 0;
  for await (const row of services.datasets.rows(data, range, signal)) {
    const answer = subject.render(row);
    rows += 1;
    if ('error' in answer) faults += 1;
    if (options.all) await terminal.write(`${JSON.stringify(answer)}\n`);
    else terminal.result(answer, renderedText(answer));
  }
  if (rows === 0 && !options.all) {
    throw new UserError(
      'usage',
      t('{0} has no row {1}; rows count from 1.', data, options.row ?? 1),
    );
  }
  return faults > 0 ? EXIT.badInput : EXIT.ok;
}

interface Subject {
  readonly dataset?: string;
  render(row: DatasetRow): RowAnswer;
}

function templateSubject(source: string, strict: boolean): Subject {
  return {
    render: (row) => {
      const { rendered, missing } = strict
        ? strictly(source, row)
        : { rendered: renderTemplate(source, row), missing: undefined };
      if (!rendered.ok) return { row: row.row, error: rendered.error };
      if (missing) return { row: row.row, error: undefinedError(missing, source) };
      return { row: row.row, output: rendered.output };
    },
  };
}

function strictly(source: string, row: DatasetRow) {
  const { rendered, trace } = traceTemplate(source, row);
  return { rendered, missing: trace.undefinedUses.find(({ isPrinted }) => isPrinted) };
}

/** What Jinja2 prints as nothing, as an error at its line. */
function undefinedError({ name, template }: UndefinedUse, source: string): TemplateError {
  const line = source.slice(0, template.start).split(/\r\n|\r|\n/).length;
  return { kind: 'runtime', line, message: t("'{0}' is undefined", name) };
}

async function specSubject(
  {
    text,
    file,
    strict,
  }: { readonly text: string; readonly file: string; readonly strict: boolean },
  { services, path }: CommandContext,
): Promise<Subject> {
  const parsed = parseSpec(text, path(file));
  if (!parsed.spec) {
    const first = parsed.problems.find((problem) => problem.severity === 'error');
    const { line, column } = first?.range.start ?? { line: 1, column: 1 };
    throw new UserError('spec', `${file}:${line}:${column}: ${first?.message ?? 'not a spec'}`);
  }
  const { spec } = await resolveSpec(parsed.spec, path(file), services.texts);
  const tokenizer = await loadTokenizer();
  return {
    dataset: services.texts.resolve(path(file), spec.dataset),
    render: (row) => requestsOf(row, { spec, strict, tokenizer }),
  };
}

function requestsOf(
  row: DatasetRow,
  at: { readonly spec: ResolvedSpec; readonly strict: boolean; readonly tokenizer: Tokenizer },
): RowAnswer {
  const { spec, strict, tokenizer } = at;
  const { built, traces } = strict
    ? tracedRequests(spec, row)
    : { built: rowRequests(spec, row), traces: new Map() };
  if (!built.ok) return { row: row.row, error: fieldError(built.error.field, built.error) };
  const [missing] = printedUndefined(traces);
  if (missing) {
    const { field } = missing;
    const source = templateFields(spec).find(({ path }) => path.join('.') === field)?.source;
    const text = typeof source === 'string' ? source : '';
    return { row: row.row, error: fieldError(field, undefinedError(missing, text)) };
  }
  const requests = built.requests.map(({ role, model, messages }) => ({
    role,
    model,
    messages,
    ...countedTokens({ model, messages }, tokenizer),
  }));
  return { row: row.row, requests };
}

function fieldError(field: string, { kind, line, message }: TemplateError): TemplateError {
  return { kind, line, message: `${field}: ${message}` };
}

function renderedText(answer: RowAnswer): string {
  if ('output' in answer) return answer.output;
  if ('error' in answer) {
    const where = answer.error.line === null ? '' : t(', template line {0}', answer.error.line);
    return t(
      'row {0}{1}: {2} error: {3}',
      answer.row,
      where,
      answer.error.kind,
      answer.error.message,
    );
  }
  return JSON.stringify(answer.requests, null, 2);
}
