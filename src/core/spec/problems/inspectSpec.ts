import { t } from '../../../l10n/t.js';
import { shownName } from '../../fileName.js';
import type { DatasetFiles, DatasetInfo } from '../../dataset/dataset.js';
import { OUTSIDE_CODE, OutsidePath } from '../../paths/pathGate.js';
import { templateProblems } from '../../template/language/templateProblems.js';
import type { TextFiles } from '../../textFiles.js';
import { UserError, type UserErrorKind } from '../../userError.js';
import { columnProblems, type ColumnProblem } from './columnProblems.js';
import { didYouMean } from './didYouMean.js';
import type { EvalSpec } from '../evalSpec.js';
import { isServiceFile } from './modelProblems.js';
import { responseColumns, templateFields, type TemplateField } from '../specTemplates.js';
import { IMAGE_COLUMN } from '../specColumns.js';
import type { TemplateText } from '../templateTexts.js';

/** A problem that only the files beside the spec show. */
export interface InspectedProblem extends ColumnProblem {
  /** What kind of failure it is for a run. */
  readonly kind: UserErrorKind;
}

interface SpecInspection {
  /** Absent for a file on the service, and where the file can't be read. */
  readonly info?: DatasetInfo;
  readonly problems: readonly InspectedProblem[];
}

export interface SpecPorts {
  readonly texts: TextFiles;
  readonly datasets: DatasetFiles;
}

/** Of a broken dataset, the first faults tell what is wrong; its own view lists them all. */
const SHOWN_DATASET_PROBLEMS = 3;

/** Looks at the dataset and the templates that a spec names. Throws only when cancelled. */
export async function inspectSpec(
  spec: EvalSpec,
  at: { readonly specPath: string; readonly ports: SpecPorts },
  signal?: AbortSignal,
): Promise<SpecInspection> {
  const dataset = await inspectDataset(spec, at, signal);
  const problems = [...dataset.problems];
  // An empty dataset says nothing of the columns that are to come.
  const columns = dataset.info?.columns.length ? dataset.info.columns : undefined;
  const templates: TemplateText[] = [];
  for (const field of templateFields(spec)) {
    const { problems: found, sound } = await inspectTemplate(field, { ...at, columns });
    problems.push(...found);
    if (sound) templates.push(sound);
  }
  if (columns) {
    for (const { field, column } of responseColumns(spec)) {
      if (columns.includes(column)) continue;
      const message = t(
        'The dataset has no column `{0}`.{1}{2}',
        shownName(column),
        didYouMean(column, columns),
        listed(columns),
      );
      problems.push({
        severity: 'error',
        kind: 'spec',
        code: 'unknown-column',
        message,
        path: [field],
      });
    }
  }
  for (const problem of columnProblems(spec, templates, columns)) {
    problems.push({ ...problem, kind: 'spec' });
  }
  return { ...(dataset.info && { info: dataset.info }), problems };
}

async function inspectDataset(
  spec: EvalSpec,
  { specPath, ports }: { readonly specPath: string; readonly ports: SpecPorts },
  signal?: AbortSignal,
): Promise<SpecInspection> {
  if (isServiceFile(spec.dataset)) return { problems: [] };
  const at = { kind: 'dataset', path: ['dataset'] } as const;
  try {
    const path = ports.texts.resolve(specPath, spec.dataset);
    if (!(await ports.texts.exists(path))) {
      const message = t(
        'The dataset {0} is not there; write its path relative to the spec.',
        spec.dataset,
      );
      return { problems: [{ ...at, severity: 'error', code: 'missing-file', message }] };
    }
    const info = await ports.datasets.describe(path, signal);
    const errorsFirst = info.problems.toSorted(
      (a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'),
    );
    const shown = errorsFirst.slice(0, SHOWN_DATASET_PROBLEMS);
    const problems: InspectedProblem[] = shown.map(({ severity, code, message }) => ({
      ...at,
      severity,
      code: `dataset-${code}`,
      // The message says the line, where there is one.
      message: `${spec.dataset}: ${message}`,
    }));
    if (info.rows === 0 && !problems.some(({ severity }) => severity === 'error')) {
      const message = t('The dataset {0} has no rows; add at least one.', spec.dataset);
      problems.push({ ...at, severity: 'error', code: 'dataset-empty', message });
    }
    return { info, problems };
  } catch (error) {
    if (!(error instanceof UserError) || error.kind === 'cancelled') throw error;
    const { kind, message, code } = faultOf(error, { what: '`dataset`', written: spec.dataset });
    return { problems: [{ ...at, kind, severity: 'error', message, code: code ?? 'dataset' }] };
  }
}

/** What the text of one template shows; the text itself where it is sound. */
async function inspectTemplate(
  { path, source }: TemplateField,
  at: {
    readonly specPath: string;
    readonly ports: SpecPorts;
    readonly columns: readonly string[] | undefined;
  },
): Promise<{ readonly problems: InspectedProblem[]; readonly sound?: TemplateText }> {
  const file = typeof source === 'string' ? undefined : source.file;
  const place = file === undefined ? path : [...path, 'file'];
  const text =
    typeof source === 'string' ? source : await readTemplate(source.file, { ...at, path: place });
  if (typeof text !== 'string') return { problems: [text] };

  const name = file ?? `\`${path.join('.')}\``;
  const known = at.columns && { columns: [...at.columns, IMAGE_COLUMN] };
  const found = templateProblems(text, known);
  const absolute = file === undefined ? {} : { file: at.ports.texts.resolve(at.specPath, file) };
  const template: TemplateText = { path, source: text, ...absolute };
  const problems = found.map((problem): InspectedProblem => {
    const { severity, line } = problem;
    const message = t('Template {0}, line {1}: {2}', name, line, withStop(problem.message));
    const code = problem.code === 'syntax' ? 'template-syntax' : problem.code;
    const inTemplate = { ...template, problem };
    return { severity, kind: 'template', code, message, path: place, inTemplate };
  });
  const isBroken = found.some(({ severity }) => severity === 'error');
  return { problems, ...(!isBroken && { sound: template }) };
}

async function readTemplate(
  file: string,
  at: { readonly specPath: string; readonly ports: SpecPorts; readonly path: readonly string[] },
): Promise<string | InspectedProblem> {
  const { texts } = at.ports;
  const problem = { severity: 'error', kind: 'spec', path: at.path } as const;
  try {
    const path = texts.resolve(at.specPath, file);
    if (await texts.exists(path)) return await texts.read(path);
    const message = t(
      'The template file {0} is not there; write its path relative to the spec.',
      file,
    );
    return { ...problem, code: 'missing-file', message };
  } catch (error) {
    if (!(error instanceof UserError) || error.kind === 'cancelled') throw error;
    const what = `\`${at.path.slice(0, -1).join('.')}\``;
    const { kind, message, code } = faultOf(error, { what, written: file });
    return { ...problem, kind, code: code ?? 'template-file', message };
  }
}

/** A path that leads out has a code of its own: it may be allowed. */
function faultOf(
  error: UserError,
  { what, written }: { readonly what: string; readonly written: string },
): { readonly kind: UserErrorKind; readonly message: string; readonly code?: string } {
  const { kind, message } = error;
  if (!(error instanceof OutsidePath)) return { kind, message };
  return { kind, message: error.writtenIn(what, written), code: OUTSIDE_CODE };
}

function listed(columns: readonly string[]): string {
  const most = 8;
  const names = columns.slice(0, most).map((column) => `\`${shownName(column)}\``);
  return columns.length > most
    ? t(' It has {0}, ….', names.join(', '))
    : t(' It has {0}.', names.join(', '));
}

function withStop(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
