import {
  checkRows,
  type CheckRowsOptions,
  type RowFindings,
} from '../template/language/checkRows.js';
import type { TemplateProblem } from '../template/language/templateProblem.js';
import { UserError } from '../userError.js';
import type { EvalSpec } from './evalSpec.js';
import type { SpecPorts } from './inspectSpec.js';
import { isServiceFile } from './modelProblems.js';
import { templateTexts, type TemplateText } from './templateTexts.js';

/** A template of a spec with what its dataset's rows show of it. */
export interface CheckedField extends TemplateText {
  readonly problems: readonly TemplateProblem[];
}

export interface SpecRowFindings extends Omit<RowFindings, 'problems'> {
  readonly fields: readonly CheckedField[];
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
    return { ...findings, fields };
  } catch (error) {
    if (error instanceof UserError && error.kind !== 'cancelled') return undefined;
    throw error;
  }
}
