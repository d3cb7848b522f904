import { basename } from 'node:path';
import type { DatasetInfo } from '../../core/dataset/dataset.js';
import { rowRequests } from '../../core/judging/rowRequests.js';
import { serviceNote } from '../../core/judging/serviceNote.js';
import type { GavelServices } from '../../core/services.js';
import type { BackendName } from '../../core/spec/evalSpec.js';
import { parseSpec } from '../../core/spec/parseSpec.js';
import type { ParsedSpec } from '../../core/spec/parseSpec.js';
import { resolveSpec } from '../../core/spec/resolveSpec.js';
import { templateFields } from '../../core/spec/specTemplates.js';
import type { TextFiles } from '../../core/textFiles.js';
import { UserError } from '../../core/userError.js';
import type { PreviewFrame } from '../../shared/protocol.js';
import { createDatasetRows } from '../dataset/datasetRows.js';
import type { DatasetRows } from '../dataset/datasetRows.js';
import { requestView } from '../results/resultDetail.js';

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
/** A frame but for the spec's name, which its owner knows. */
export type Frame = Without<PreviewFrame, 'spec' | 'uri'>;

/** Where to go in a file; line and column from 1. */
export interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

export interface PreviewFrames {
  render(row: number): Promise<Frame>;
  /** Every file that the last rendering read. */
  files(): readonly string[];
  /** Of the last problem. */
  place(): Place | undefined;
  dataset(): string | undefined;
  /** The file on disk is another: what was read of it is forgotten. */
  fileChanged(path: string): void;
}

export interface PreviewPorts {
  services(): Pick<GavelServices, 'datasets' | 'texts'>;
  /** The text of a file as it stands in an open editor, saved or not. */
  openText(path: string): string | undefined;
  /** Where a spec runs that does not say. */
  defaultBackend(): BackendName;
}

type Problem = Extract<Frame, { kind: 'problem' }>;

/** Renders the messages of a spec as its editors hold it at this moment. */
export function createPreviewFrames(specPath: string, ports: PreviewPorts): PreviewFrames {
  let files: readonly string[] = [specPath];
  let place: Place | undefined;
  let data: { path: string; info: DatasetInfo; rows: DatasetRows } | undefined;

  const texts: TextFiles = {
    async read(path) {
      return ports.openText(path) ?? ports.services().texts.read(path);
    },
    async exists(path) {
      return ports.openText(path) !== undefined || ports.services().texts.exists(path);
    },
    resolve: (file, relative) => ports.services().texts.resolve(file, relative),
  };

  const problem = (
    kind: Problem['problem'],
    { row, message, at }: { row: number; message: string; at?: Place },
  ): Problem => {
    place = at;
    return {
      kind: 'problem',
      problem: kind,
      dataset: data ? basename(data.path) : null,
      rows: data?.info.rows ?? null,
      row,
      message,
      place: at ? `${basename(at.path)}:${at.line}` : null,
    };
  };

  const dataOf = async (path: string) => {
    if (data?.path === path) return data;
    const { datasets } = ports.services();
    const info = await datasets.describe(path);
    data = { path, info, rows: createDatasetRows(datasets, path) };
    return data;
  };

  return {
    async render(row) {
      place = undefined;
      const text = await texts.read(specPath);
      const parsed = parseSpec(text, specPath);
      const { spec } = parsed;
      if (!spec) {
        files = [specPath];
        const first = parsed.problems.find(({ severity }) => severity === 'error');
        const message = first?.message ?? 'The spec can’t be read.';
        return problem('spec', {
          row,
          message,
          ...(first && { at: { path: specPath, ...first.range.start } }),
        });
      }

      const datasetPath = texts.resolve(specPath, spec.dataset);
      const templateFiles = templateFields(spec).flatMap(({ source }) =>
        typeof source === 'string' ? [] : [texts.resolve(specPath, source.file)],
      );
      files = [specPath, ...templateFiles, datasetPath];
      const at = (path: (string | number)[]): Place => ({
        path: specPath,
        ...(parsed.rangeOf(path)?.start ?? { line: 1, column: 1 }),
      });
      if (/^file-/.test(spec.dataset) && !(await texts.exists(datasetPath))) {
        const message = `The dataset ${spec.dataset} is on the service: name a local file to see prompts on its rows.`;
        return problem('missing', { row, message, at: at(['dataset']) });
      }

      let current;
      try {
        current = await dataOf(datasetPath);
      } catch (error) {
        data = undefined;
        return problem('missing', { row, message: sentence(error), at: at(['dataset']) });
      }
      const { info } = current;
      if (info.rows === 0) {
        const message = `The dataset ${basename(datasetPath)} has no rows.`;
        return problem('dataset', { row, message, at: at(['dataset']) });
      }
      const number = Math.min(row, info.rows);
      const read = await current.rows.range(number, number);
      const [datasetRow] = read.rows;
      if (!datasetRow) {
        const message = read.problem ?? `The dataset has no row ${number}.`;
        return problem('dataset', { row: number, message });
      }

      let resolved;
      try {
        resolved = (await resolveSpec(spec, specPath, texts)).spec;
      } catch (error) {
        return problem('spec', { row: number, message: sentence(error), at: at(['judge']) });
      }
      const note = serviceNote(resolved.backend ?? ports.defaultBackend());
      const rendered = rowRequests(resolved, datasetRow);
      if (!rendered.ok) {
        const { field, line, message } = rendered.error;
        return problem('template', {
          row: number,
          message,
          at: templatePlace({ field, line }, { parsed, text, specPath, texts }),
        });
      }
      return {
        kind: 'messages',
        dataset: basename(datasetPath),
        rows: info.rows,
        row: number,
        requests: rendered.requests.map((request) => requestView(request, resolved)),
        notes: note === undefined ? [] : [note],
      };
    },
    files: () => files,
    place: () => place,
    dataset: () => data?.path,
    fileChanged(path) {
      if (path === data?.path) data = undefined;
    },
  };
}

function sentence(error: unknown): string {
  if (error instanceof UserError) return error.message;
  throw error;
}

/** Where a template's line stands: in its file, or in the spec that holds it. */
function templatePlace(
  { field, line }: { readonly field: string; readonly line: number | null },
  within: {
    readonly parsed: ParsedSpec;
    readonly text: string;
    readonly specPath: string;
    readonly texts: TextFiles;
  },
): Place {
  const { parsed, text, specPath, texts } = within;
  const source = parsed.spec
    ? templateFields(parsed.spec).find(({ path }) => path.join('.') === field)?.source
    : undefined;
  if (source !== undefined && typeof source !== 'string') {
    return { path: texts.resolve(specPath, source.file), line: line ?? 1, column: 1 };
  }
  const start = parsed.rangeOf(field.split('.'))?.start ?? { line: 1, column: 1 };
  // A YAML block begins on the line below its `|`; other strings stand on one line of the file.
  const opening = text.split('\n')[start.line - 1]?.charAt(start.column - 1);
  const isBlock = opening === '|' || opening === '>';
  return {
    path: specPath,
    line: isBlock && line !== null ? start.line + line : start.line,
    column: isBlock && line !== null ? 1 : start.column,
  };
}
