import { t } from '../../../l10n/t.js';
import { closest } from '../../spec/problems/didYouMean.js';
import { isNameable, nameFor, unnameableLike } from '../../spec/templateNames.js';
import { FILTERS, TESTS } from '../builtins/builtinTable.js';
import { templateFaults } from '../renderTemplate.js';
import { parseTemplate } from '../syntax/parseTemplate.js';
import type { ParsedTemplate, Span, TemplateFault } from '../syntax/templateNode.js';
import { askedNames, type Asking } from './askedNames.js';
import { lineAt, type TemplateFix, type TemplateProblem } from './templateProblem.js';
import { templateScopes } from './templateScopes.js';
import type { TemplateColumn } from './templateVariable.js';

/**
 * What the text of a template shows, with the columns of its dataset where they are known: faults of
 * syntax, filters that Jinja2 lacks, names that no column provides.
 */
export function templateProblems(
  source: string,
  { columns = [] }: { readonly columns?: readonly string[] } = {},
): TemplateProblem[] {
  const faults = templateFaults(source);
  const problems = faults.map((fault) => faultProblem(fault, source, columns));
  if (faults.length > 0 || columns.length === 0) return problems;
  const parsed = parseTemplate(source);
  const uses = askedNames(parsed);
  return templateScopes(parsed)
    .columns.filter(({ name }) => !columns.includes(name))
    .flatMap((column) => unknownColumn(column, { parsed, columns, uses }));
}

function faultProblem(
  { code, message, line, start, end }: TemplateFault,
  source: string,
  columns: readonly string[],
): TemplateProblem {
  const span = { start, end };
  const problem = { code, severity: 'error', message, span, line } as const;
  const word = source.slice(start, end);
  switch (code) {
    case 'unknown-filter':
    case 'unknown-test': {
      const known = [...(code === 'unknown-filter' ? FILTERS : TESTS).keys()];
      return withName(problem, closest(word, known));
    }
    case 'unknown-tag':
      return word.startsWith('end') ? problem : withName(problem, closest(word, TAGS));
    case 'double-braces':
      return { ...problem, ...bracesFix(source, start, end) };
    default: {
      const found = spacedColumn(source, start, columns);
      if (!found) return problem;
      const { column } = found;
      return {
        ...problem,
        span: found.span,
        code: 'unnameable-column',
        message: t(
          'The column `{0}` can’t be named in a template; rename it in the dataset, e.g. to `{1}`.',
          column,
          nameFor(column, columns),
        ),
      };
    }
  }
}

const TAGS = 'if elif else for set macro call filter with block raw autoescape print'.split(' ');

/** With the name that was meant, unless the message has it already. */
function withName(problem: TemplateProblem, name: string | undefined): TemplateProblem {
  if (name === undefined) return problem;
  const isSaid = problem.code === 'unknown-tag' || problem.message.includes('Did you mean');
  const message = isSaid ? problem.message : t('{0} Did you mean `{1}`?', problem.message, name);
  const fix = { title: t('Write `{0}`', name), edits: [{ span: problem.span, text: name }] };
  return { ...problem, message, fix };
}

/** `{{{{x}}}}` → `{{ x }}`, where the closing braces stand on the same line. */
function bracesFix(source: string, start: number, end: number): { readonly fix?: TemplateFix } {
  const inner = /^([^{}\n]*)\}{3,}/.exec(source.slice(end));
  if (!inner) return {};
  const span = { start, end: end + inner[0].length };
  const text = `{{ ${(inner[1] ?? '').trim()} }}`;
  return { fix: { title: t('Write `{0}`', text), edits: [{ span, text }] } };
}

/** The column with a space, a hyphen … that stands in the braces around a fault. */
function spacedColumn(
  source: string,
  at: number,
  columns: readonly string[],
): { readonly column: string; readonly span: Span } | undefined {
  const opening = source.lastIndexOf('{{', at);
  if (opening < 0) return undefined;
  const start = opening + 2 + (/^\s*/.exec(source.slice(opening + 2))?.[0].length ?? 0);
  const [column] = columns
    .filter((name) => !isNameable(name) && name.trim() !== '' && source.startsWith(name, start))
    .sort((a, b) => b.length - a.length);
  return column === undefined ? undefined : { column, span: { start, end: start + column.length } };
}

/** A name that is taken from the row, where no row has it. */
function unknownColumn(
  { name, references }: TemplateColumn,
  known: {
    readonly parsed: ParsedTemplate;
    readonly columns: readonly string[];
    readonly uses: ReadonlyMap<number, Asking>;
  },
): TemplateProblem[] {
  const { parsed, columns, uses } = known;
  const askings = references.map(({ start }) => uses.get(start) ?? 'value');
  if (askings.includes('deliberate')) return [];
  const first = references[Math.max(0, askings.indexOf('value'))] ?? references[0];
  if (!first) return [];
  const { start, end } = first;
  const place = { span: { start, end }, line: lineAt(parsed.source, start) };
  const base = { code: 'unknown-column', severity: 'warning', ...place } as const;
  const said = t('`{0}` is no column of the dataset', name);
  const unnameable = unnameableLike(name, columns);
  if (unnameable !== undefined) {
    const message = t(
      '{0}. Its column `{1}` can’t be named in a template: rename it to `{2}` in the dataset.',
      said,
      unnameable,
      name,
    );
    return [{ ...base, message }];
  }
  const bound = templateScopes(parsed).variables.map((variable) => variable.name);
  if (bound.includes(name)) {
    const message = t(
      '{0}, and what the template itself calls `{1}` is not known at this place.',
      said,
      name,
    );
    return [{ ...base, message }];
  }
  const meant = closest(name, [...columns.filter(isNameable), ...bound]);
  if (meant !== undefined) {
    const edits = references.map((place) => ({ span: spanOf(place), text: meant }));
    const fix = { title: t('Write `{0}`', meant), edits };
    return [{ ...base, message: t('{0}. Did you mean `{1}`?', said, meant), fix }];
  }
  if (askings.includes('condition')) {
    const message = t('{0}, so what is asked here is the same for every row.', said);
    return [{ ...base, severity: 'information', message }];
  }
  return [{ ...base, message: `${said}.` }];
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}
