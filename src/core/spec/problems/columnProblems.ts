import { plural, t } from '../../../l10n/t.js';
import { shownName } from '../../fileName.js';
import { templateColumns } from '../../template/renderTemplate.js';
import { closest } from './didYouMean.js';
import { printedColumns } from '../../template/language/printedColumns.js';
import { lineAt, type TemplateProblem } from '../../template/language/templateProblem.js';
import type { EvalSpec } from '../evalSpec.js';
import type { FoundProblem } from './foundProblem.js';
import { IMAGE_COLUMN } from '../specColumns.js';
import { responseColumns, templateFields } from '../specTemplates.js';
import { isNameable, nameFor } from '../templateNames.js';
import type { TemplateText } from '../templateTexts.js';

/** A problem of which column goes where. */
export interface ColumnProblem extends FoundProblem {
  /** Of a problem in a template: the text, and the problem as it is said there. */
  readonly inTemplate?: TemplateText & { readonly problem: TemplateProblem };
}

/**
 * What a spec does with the columns of its dataset: those that it leaves out, those that no template
 * can name, responses that reach the judge by two ways or in the wrong place.
 *
 * @param templates those that could be read and parsed; with one missing, nothing is said of unused columns
 * @param columns of the dataset; undefined where they are not known
 */
export function columnProblems(
  spec: EvalSpec,
  templates: readonly TemplateText[],
  columns: readonly string[] | undefined,
): ColumnProblem[] {
  const used = new Set([
    ...templates.flatMap(({ source }) => templateColumns(source)),
    ...responseColumns(spec).map(({ column }) => column),
    IMAGE_COLUMN,
  ]);
  const isWhole = templates.length === templateFields(spec).length;
  return [
    ...swappedResponses(spec),
    ...leakedResponses(spec, templates),
    ...(isWhole ? constantPrompts(templates) : []),
    ...(isWhole && columns ? leftOutColumns(spec, columns, used) : []),
  ];
}

const SIDES: Readonly<Record<string, string>> = { a: 'b', '1': '2', first: 'second' };

/** `response_b` as A and `response_a` as B: names that differ in nothing but the side's word. */
function swappedResponses(spec: EvalSpec): ColumnProblem[] {
  if (spec.type !== 'compare') return [];
  const { model_a: a, model_b: b } = spec;
  if (typeof a !== 'string' || typeof b !== 'string') return [];
  const first = wordsOf(a);
  const second = wordsOf(b);
  const different = first.flatMap((word, index) => (word === second[index] ? [] : [index]));
  const [at] = different;
  if (first.length !== second.length || different.length !== 1 || at === undefined) return [];
  if (SIDES[second[at] ?? ''] !== first[at]) return [];
  return [
    {
      severity: 'warning',
      code: 'swapped-responses',
      message: t(
        'Response A is `{0}` and response B is `{1}`: unless that is meant, swap them, or every win counts for the other side.',
        a,
        b,
      ),
      path: ['model_a'],
    },
  ];
}

/** `answer2`, `answer_2` and `Answer 2` are the same two words. */
function wordsOf(name: string): string[] {
  const spaced = name.replace(/(\p{Ll})(?=[\p{Lu}\p{N}])/gu, '$1 ').toLowerCase();
  return spaced.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

/** The judge gets the responses in a fence; in its rubric they would stand outside of it. */
function leakedResponses(spec: EvalSpec, templates: readonly TemplateText[]): ColumnProblem[] {
  const rubric = templates.find(({ path }) => path.join('.') === 'judge.system_template');
  if (!rubric) return [];
  const { path, source, file } = rubric;
  const responses = new Set(responseColumns(spec).map(({ column }) => column));
  return printedColumns(source)
    .filter(({ name }) => responses.has(name))
    .map(({ name, span }) => {
      const message =
        spec.type === 'compare'
          ? t(
              'The rubric prints `{0}`, which is judged: there it stands at one place in both orders and outside the fence that keeps a response from giving the judge orders. Remove it; the judge is shown it anyway.',
              name,
            )
          : t(
              'The rubric prints `{0}`, which is judged: there it stands outside the fence that keeps a response from giving the judge orders. Remove it; the judge is shown it anyway.',
              name,
            );
      const said = { severity: 'warning', code: 'response-in-rubric', message } as const;
      const problem = { ...said, span, line: lineAt(source, span.start) };
      const at = file === undefined ? path : [...path, 'file'];
      return { ...said, path: at, inTemplate: { ...rubric, problem } };
    });
}

/** A model that is asked the same on every row. */
function constantPrompts(templates: readonly TemplateText[]): ColumnProblem[] {
  return templates.flatMap(({ path: [field, template] }) => {
    if (template !== 'input_template') return [];
    const sources = templates.filter(({ path }) => path[0] === field).map(({ source }) => source);
    if (sources.some((source) => templateColumns(source).length > 0)) return [];
    return [
      {
        severity: 'warning',
        code: 'constant-prompt',
        message: t(
          'Every row asks `{0}` the same: none of its templates uses a column. Put one in, e.g. `{{ question }}`.',
          field,
        ),
        path: [field, template],
      },
    ];
  });
}

/** The service refuses a dataset with columns that nothing uses, so they are not sent. */
function leftOutColumns(
  spec: EvalSpec,
  columns: readonly string[],
  used: ReadonlySet<string>,
): ColumnProblem[] {
  // A column whose name is misspelt in a template is told of there.
  const misspelt = [...used].filter((name) => !columns.includes(name));
  const meant = new Set(misspelt.map((name) => closest(name, columns)));
  const unused = columns.filter((column) => !used.has(column) && !meant.has(column));
  const unnameable = unused.filter((column) => !isNameable(column));
  const others = unused.filter(isNameable);
  const problems: ColumnProblem[] = [];
  if (unnameable.length > 0) {
    const [first = ''] = unnameable;
    const one = unnameable.length === 1;
    problems.push({
      severity: 'information',
      code: 'unnameable-column',
      message: one
        ? t(
            '{0} can’t be named in a template (a name has letters, digits and _, and no space). To use it, rename it in the dataset, e.g. to `{1}`.',
            named(unnameable),
            nameFor(first, columns),
          )
        : t(
            '{0} can’t be named in a template (a name has letters, digits and _, and no space). To use one, rename it in the dataset, e.g. to `{1}`.',
            named(unnameable),
            nameFor(first, columns),
          ),
      path: ['dataset'],
    });
  }
  if (others.length > 0 && spec.backend !== 'local') {
    problems.push({
      severity: 'information',
      code: 'unused-column',
      message: plural(
        others.length,
        '{1} is used by no template. The service refuses columns that nothing uses, so Gavel leaves it out of the upload.',
        '{1} are used by no template. The service refuses columns that nothing uses, so Gavel leaves them out of the upload.',
        named(others),
      ),
      path: ['dataset'],
    });
  }
  return problems;
}

function named(columns: readonly string[]): string {
  const most = 8;
  const names = columns.slice(0, most).map((column) => `\`${shownName(column)}\``);
  const more = columns.length - most;
  const list = more > 0 ? t('{0} and {1} more', names.join(', '), more) : names.join(', ');
  return columns.length === 1 ? t('Column {0}', list) : t('Columns {0}', list);
}
