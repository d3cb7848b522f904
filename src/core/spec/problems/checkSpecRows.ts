import { t } from '../../../l10n/t.js';
import {
  checkRows,
  type CheckRowsOptions,
  type RowFindings,
} from '../../template/language/checkRows.js';
import { rowsText } from '../../template/language/rowTexts.js';
import type { TemplateProblem } from '../../template/language/templateProblem.js';
import { UserError } from '../../userError.js';
import type { EvalSpec } from '../evalSpec.js';
import type { FoundProblem } from './foundProblem.js';
import type { SpecPorts } from './inspectSpec.js';
import { isServiceFile } from './modelProblems.js';
import { responseColumns } from '../specTemplates.js';
import { templateTexts, type TemplateText } from '../templateTexts.js';

/** A template of a spec with what its dataset's rows show of it. */
interface CheckedField extends TemplateText {
  readonly problems: readonly TemplateProblem[];
}

/** Rows without a response, where a column holds the responses. */
interface ResponseProblem extends FoundProblem {
  /** The first such row, from 1; `count` of `total` rows are so. */
  readonly row: number;
  readonly count: number;
  readonly total: number;
}

interface SpecRowFindings extends Omit<RowFindings, 'problems'> {
  readonly fields: readonly CheckedField[];
  readonly responses: readonly ResponseProblem[];
}

/**
 * Renders the templates of a spec on every row of its dataset. Undefined where there are no rows to
 * look at: a dataset on the service, or one that can't be read to its end (`checkSpec` says so).
 * What the text alone shows comes from `checkSpec`. Rejects only when cancelled.
 */
export async function checkSpecRows(
  spec: EvalSpec,
  at: { readonly specPath: string; readonly ports: SpecPorts },
  options: CheckRowsOptions,
): Promise<SpecRowFindings | undefined> {
  if (isServiceFile(spec.dataset)) return undefined;
  const { texts, datasets } = at.ports;
  const templates = await templateTexts(spec, at);
  const named = templates.map((template) => ({ ...template, id: template.path.join('.') }));
  try {
    const rows = datasets.rows(texts.resolve(at.specPath, spec.dataset), undefined, options.signal);
    const { problems, ...findings } = await checkRows(rows, named, options);
    const fields = templates.map((template) => ({
      ...template,
      problems: problems.get(template.path.join('.')) ?? [],
    }));
    return { ...findings, fields, responses: responseProblems(spec, findings, options.total) };
  } catch (error) {
    if (error instanceof UserError && error.kind !== 'cancelled') return undefined;
    throw error;
  }
}

/** A row whose response is missing or null is a failed row of the run. */
export function responseProblems(
  spec: EvalSpec,
  { facts, isComplete }: Pick<RowFindings, 'facts' | 'isComplete'>,
  rows: number | undefined,
): ResponseProblem[] {
  return responseColumns(spec).flatMap(({ field, column }) => {
    const found = facts.columns.find(({ name }) => name === column);
    if (!found) return [];
    const { of, count: present, nulls, firstMissing, firstNull } = found;
    const count = of - present + nulls;
    const row = Math.min(firstMissing ?? Infinity, firstNull ?? Infinity);
    if (count === 0) return [];
    const total = { checked: of, ...(!isComplete && { of: rows ?? null }) };
    const message = t(
      '`{0}` holds no response in {1}; there is nothing to judge there.',
      column,
      rowsText({ row, count }, total),
    );
    const said = { severity: 'warning', code: 'no-response', message, path: [field] } as const;
    return [{ ...said, row, count, total: of }];
  });
}
