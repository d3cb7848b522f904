import type { DatasetFiles, DatasetInfo } from '../dataset/dataset.js';
import { renderTemplate, templateColumns } from '../template/renderTemplate.js';
import type { TextFiles } from '../textFiles.js';
import { UserError, type UserErrorKind } from '../userError.js';
import { didYouMean } from './didYouMean.js';
import type { EvalSpec } from './evalSpec.js';
import type { FoundProblem } from './foundProblem.js';
import { isServiceFile } from './modelProblems.js';
import { responseColumns, templateFields, type TemplateField } from './specTemplates.js';
import { IMAGE_COLUMN } from './specColumns.js';

/** A problem that only the files beside the spec show. */
export interface InspectedProblem extends FoundProblem {
  /** What kind of failure it is for a run. */
  readonly kind: UserErrorKind;
  /** The word inside the value that is at fault. */
  readonly word?: string;
}

export interface SpecInspection {
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
  const columns = dataset.info?.columns;
  for (const field of templateFields(spec)) {
    problems.push(...(await inspectTemplate(field, { ...at, columns })));
  }
  if (columns) {
    for (const { field, column } of responseColumns(spec)) {
      if (columns.includes(column)) continue;
      const message = `The dataset has no column \`${column}\`.${didYouMean(column, columns)}${listed(columns)}`;
      problems.push({
        severity: 'error',
        kind: 'spec',
        code: 'unknown-column',
        message,
        path: [field],
      });
    }
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
      const message = `The dataset ${spec.dataset} is not there; write its path relative to the spec.`;
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
      const message = `The dataset ${spec.dataset} has no rows; add at least one.`;
      problems.push({ ...at, severity: 'error', code: 'dataset-empty', message });
    }
    return { info, problems };
  } catch (error) {
    if (!(error instanceof UserError) || error.kind === 'cancelled') throw error;
    const problem = { ...at, kind: error.kind, severity: 'error', message: error.message } as const;
    return { problems: [{ ...problem, code: 'dataset' }] };
  }
}

async function inspectTemplate(
  { path, source }: TemplateField,
  at: {
    readonly specPath: string;
    readonly ports: SpecPorts;
    readonly columns: readonly string[] | undefined;
  },
): Promise<InspectedProblem[]> {
  const file = typeof source === 'string' ? undefined : source.file;
  const place = file === undefined ? path : [...path, 'file'];
  const text =
    typeof source === 'string' ? source : await readTemplate(source.file, { ...at, path: place });
  if (typeof text !== 'string') return [text];

  const name = file ?? `\`${path.join('.')}\``;
  const rendered = renderTemplate(text, { values: {} });
  if (!rendered.ok && rendered.error.kind === 'syntax') {
    const line = rendered.error.line === null ? '' : `, line ${rendered.error.line}`;
    const message = `Template ${name}${line}: ${withStop(rendered.error.message)}`;
    return [{ severity: 'error', kind: 'template', code: 'template-syntax', message, path: place }];
  }
  const { columns } = at;
  if (!columns) return [];
  return templateColumns(text)
    .filter((column) => column !== IMAGE_COLUMN && !columns.includes(column))
    .map((column) => ({
      severity: 'warning',
      kind: 'template',
      code: 'unknown-column',
      message: `Template ${name} uses \`${column}\`, which is no column of the dataset.${didYouMean(column, columns)}`,
      path: place,
      ...(file === undefined && { word: column }),
    }));
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
    const message = `The template file ${file} is not there; write its path relative to the spec.`;
    return { ...problem, code: 'missing-file', message };
  } catch (error) {
    if (!(error instanceof UserError) || error.kind === 'cancelled') throw error;
    return { ...problem, kind: error.kind, code: 'template-file', message: error.message };
  }
}

function listed(columns: readonly string[]): string {
  const most = 8;
  const names = columns.slice(0, most).map((column) => `\`${column}\``);
  return ` It has ${names.join(', ')}${columns.length > most ? ', …' : ''}.`;
}

function withStop(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
