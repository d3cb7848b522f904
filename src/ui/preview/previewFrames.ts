import { basename } from 'node:path';
import type { DatasetInfo, DatasetRow } from '../../core/dataset/dataset.js';
import type { RowRequest } from '../../core/judging/rowRequests.js';
import { tracedRequests } from '../../core/judging/tracedRequests.js';
import type { FieldTraces } from '../../core/judging/tracedRequests.js';
import type { GavelServices } from '../../core/services.js';
import type { BackendName, EvalSpec, ResolvedSpec } from '../../core/spec/evalSpec.js';
import { parseSpec } from '../../core/spec/parseSpec.js';
import type { ParsedSpec } from '../../core/spec/parseSpec.js';
import { resolveSpec } from '../../core/spec/resolveSpec.js';
import { templateFields } from '../../core/spec/specTemplates.js';
import type { TextFiles } from '../../core/textFiles.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import type { PreviewFrame } from '../../shared/previewProtocol.js';
import { createDatasetRows } from '../dataset/datasetRows.js';
import type { DatasetRows } from '../dataset/datasetRows.js';
import { createTemplatePlaces, placeLabel } from './templatePlaces.js';
import type { Place, TemplatePlaces } from './templatePlaces.js';

type Problem = Extract<PreviewFrame, { kind: 'problem' }>;

/** A dataset as far as it is known: it is read through once in the background. */
export interface OpenDataset {
  readonly path: string;
  readonly rows: DatasetRows;
  /** Null until it is there. */
  readonly info: DatasetInfo | null;
}

/** A row whose messages could be made. */
export interface RenderedRow {
  readonly kind: 'rendered';
  readonly spec: ResolvedSpec;
  readonly backend: BackendName;
  readonly dataset: OpenDataset;
  readonly row: DatasetRow;
  readonly requests: readonly RowRequest[];
  readonly traces: FieldTraces;
  readonly places: TemplatePlaces;
}

interface PreviewFrames {
  /** A row beyond the end is the last one. */
  render(row: number): Promise<RenderedRow | Problem>;
  /** Every file that the last rendering read. */
  files(): readonly string[];
  /** Of the last problem. */
  place(): Place | undefined;
  dataset(): OpenDataset | undefined;
  /** The spec as it was last resolved, whether or not a row of it could be rendered. */
  spec(): ResolvedSpec | undefined;
  /** The file on disk is another: what was read of it is forgotten. */
  fileChanged(path: string): void;
}

interface PreviewPorts {
  services(): Pick<GavelServices, 'datasets' | 'texts' | 'paths'>;
  /** The text of a file as it stands in an open editor, saved or not. */
  openText(path: string): string | undefined;
  /** Where a spec runs that does not say. */
  defaultBackend(): BackendName;
  /** The dataset was read through: how many rows it has is known now. */
  described(): void;
}

/** Rendering waits this long for the number of rows, then goes on without. */
const PATIENCE_MS = 150;

/** Renders the messages of a spec as its editors hold it at this moment. */
export function createPreviewFrames(specPath: string, ports: PreviewPorts): PreviewFrames {
  let files: string[] = [specPath];
  let place: Place | undefined;
  let resolved: ResolvedSpec | undefined;
  /** A frame went out before its dataset was read through. */
  let isWaiting = false;
  let data: (OpenDataset & { readonly describing: Promise<DatasetInfo> }) | undefined;

  const texts: TextFiles = {
    async read(path) {
      await ports.services().paths.check(path);
      return ports.openText(path) ?? ports.services().texts.read(path);
    },
    async exists(path) {
      await ports.services().paths.check(path);
      return ports.openText(path) !== undefined || ports.services().texts.exists(path);
    },
    resolve: (file, relative) => ports.services().texts.resolve(file, relative),
  };

  const problem = (
    kind: Problem['problem'],
    { row, message, at }: { row: number; message: string; at?: Place | undefined },
  ): Problem => {
    place = at;
    return {
      kind: 'problem',
      problem: kind,
      dataset: data ? basename(data.path) : null,
      rows: data?.info?.rows ?? null,
      row,
      message,
      place: at ? placeLabel(at) : null,
    };
  };

  /** Rejects with `UserError` for a dataset that can't be read. */
  const dataOf = async (path: string): Promise<OpenDataset> => {
    const isNew = data?.path !== path;
    if (data?.path !== path) {
      const { datasets } = ports.services();
      const describing = datasets.describe(path);
      const opened = { path, rows: createDatasetRows(datasets, path), info: null, describing };
      data = opened;
      describing.then(
        (info) => {
          if (data !== opened) return;
          data = { ...opened, info };
          if (isWaiting) ports.described();
        },
        () => {
          if (data === opened) data = undefined;
        },
      );
    }
    if (isNew) await within(PATIENCE_MS, data.describing);
    isWaiting = data.info === null;
    return data;
  };

  const render = async (row: number): Promise<RenderedRow | Problem> => {
    place = undefined;
    const specText = (await texts.read(specPath)).replace(/^\uFEFF/, '');
    const parsed = parseSpec(specText, specPath);
    const { spec } = parsed;
    if (!spec) {
      files = [specPath];
      resolved = undefined;
      const first = parsed.problems.find(({ severity }) => severity === 'error');
      const message = first?.message ?? t('The spec can’t be read.');
      const at = first && { path: specPath, range: first.range };
      return problem('spec', { row, message, at });
    }

    const datasetPath = texts.resolve(specPath, spec.dataset);
    files = [specPath];
    for (const path of [...templatePaths(spec, texts, specPath), datasetPath]) {
      const { kind } = await ports.services().paths.look(path);
      // Nobody watches what nobody may read.
      if (kind === 'inside') files.push(path);
    }
    const at = (path: string[]) => placeIn(parsed, specPath, path);
    let dataset: OpenDataset;
    try {
      if (/^file-/.test(spec.dataset) && !(await texts.exists(datasetPath))) {
        const message = t(
          'The dataset {0} is on the service: name a local file to see prompts on its rows.',
          spec.dataset,
        );
        return problem('missing', { row, message, at: at(['dataset']) });
      }
      dataset = await dataOf(datasetPath);
    } catch (error) {
      return problem('missing', { row, message: sentence(error), at: at(['dataset']) });
    }
    const { info } = dataset;
    if (info?.rows === 0) {
      const message = t('The dataset {0} has no rows.', basename(datasetPath));
      return problem('dataset', { row, message, at: at(['dataset']) });
    }
    const number = info ? Math.min(row, info.rows) : row;
    const read = await dataset.rows.range(number, number);
    const [datasetRow] = read.rows;
    if (!datasetRow) {
      const message = read.problem ?? t('The dataset has no row {0}.', number);
      return problem('dataset', { row: number, message });
    }

    try {
      resolved = (await resolveSpec(spec, specPath, texts)).spec;
    } catch (error) {
      resolved = undefined;
      return problem('spec', { row: number, message: sentence(error), at: at(['judge']) });
    }
    const places = createTemplatePlaces({
      parsed,
      specPath,
      specText,
      resolve: (file) => texts.resolve(specPath, file),
      fileTexts: fileTexts(spec, resolved, (file) => texts.resolve(specPath, file)),
    });
    const { built, traces } = tracedRequests(resolved, datasetRow);
    if (!built.ok) {
      const { field, line, message } = built.error;
      return problem('template', { row: number, message, at: places.line(field, line) });
    }
    return {
      kind: 'rendered',
      spec: resolved,
      backend: resolved.backend ?? ports.defaultBackend(),
      dataset,
      row: datasetRow,
      requests: built.requests,
      traces,
      places,
    };
  };

  return {
    render,
    files: () => files,
    place: () => place,
    dataset: () => data,
    spec: () => resolved,
    fileChanged(path) {
      if (path === data?.path) data = undefined;
    },
  };
}

function templatePaths(spec: EvalSpec, texts: TextFiles, specPath: string): string[] {
  return templateFields(spec).flatMap(({ source }) =>
    typeof source === 'string' ? [] : [texts.resolve(specPath, source.file)],
  );
}

/** Texts of the template files, from the spec that holds them by now. */
function fileTexts(
  spec: EvalSpec,
  resolved: ResolvedSpec,
  resolve: (file: string) => string,
): ReadonlyMap<string, string> {
  const inlined = templateFields(resolved);
  return new Map(
    templateFields(spec).flatMap(({ source }, index) => {
      const text = inlined[index]?.source;
      const isFile = typeof source !== 'string' && typeof text === 'string';
      return isFile ? [[resolve(source.file), text] as const] : [];
    }),
  );
}

function placeIn(parsed: ParsedSpec, path: string, field: string[]): Place {
  const start = { line: 1, column: 1 };
  return { path, range: parsed.rangeOf(field) ?? { start, end: start } };
}

/** Settles as `work` does, but after `ms` at the latest. */
async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((done) => {
    timer = setTimeout(done, ms);
  });
  await Promise.race([work, patience]).finally(() => clearTimeout(timer));
}

function sentence(error: unknown): string {
  if (error instanceof UserError) return error.message;
  throw error;
}
