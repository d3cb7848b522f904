import type { DatasetFiles } from '../../../src/core/dataset/dataset.js';
import { loadTokenizer } from '../../../src/core/judging/tokenizer.js';
import type { EvaluationType, ResolvedSpec } from '../../../src/core/spec/evalSpec.js';
import type { JsonObject } from '../../../src/core/json.js';
import type {
  PreviewFrame,
  ScanView,
  previewProtocol,
} from '../../../src/shared/previewProtocol.js';
import type { Handlers } from '../../../src/shared/rpc.js';
import { copiedRequest } from '../../../src/ui/preview/copiedRequest.js';
import { showFrame, templateOf } from '../../../src/ui/preview/frameView.js';
import type { ShownFrame } from '../../../src/ui/preview/frameView.js';
import { createModelContext } from '../../../src/ui/preview/modelContext.js';
import { createPreviewFrames } from '../../../src/ui/preview/previewFrames.js';
import { createPreviewRows } from '../../../src/ui/preview/previewRows.js';
import { datasetValues } from '../../../src/ui/results/judgedRow.js';
import { sampleRun } from './sampleRun.js';
import { openGate } from '../../unit/openGate.js';

type Preview = typeof previewProtocol;

export interface PreviewHost {
  readonly handlers: Handlers<Preview>;
  /** From now on the rendering fails, or works again. */
  problem: Extract<PreviewFrame, { kind: 'problem' }>['problem'] | null;
  /** Another judge's template from now on. */
  rubric: string | null;
  /** Tokens that every model takes. */
  contextLength: number | null;
  /** What the dataset has instead of the sample's rows. */
  values: ((row: number) => JsonObject) | null;
  readonly copied: string[];
  /** Places of templates that were to be shown. */
  readonly wentTo: string[];
  readonly shown: ShownFrame | undefined;
  /** How the look at the rows stands, told unasked. */
  onScan: (scan: ScanView) => void;
}

export interface PreviewHostOptions {
  readonly rows?: number;
  readonly pin?: number;
  /** The look at the rows never gets beyond its first stretch. */
  readonly isHeld?: boolean;
}

const SPEC_PATH = '/w/answers.eval.json';

/** The preview's host over a spec and rows in memory: all but VS Code's editors is the real one. */
export function previewHost(type: EvaluationType, options: PreviewHostOptions = {}): PreviewHost {
  const { rows: count = 42 } = options;
  const { manifest, rows } = sampleRun({ type, rows: Math.min(count, 42) });
  let pin = options.pin ?? null;
  let version = 0;
  let shown: ShownFrame | undefined;

  const values = (row: number): JsonObject =>
    host.values?.(row) ?? datasetValues(rows[(row - 1) % rows.length]?.result ?? {}, manifest.spec);
  const datasets: DatasetFiles = {
    describe: (path) =>
      Promise.resolve({
        path,
        format: 'jsonl',
        bytes: 1,
        rows: count,
        columns: count === 0 ? [] : Object.keys(values(1)),
        sha256: String(count),
        problems: [],
        problemCount: 0,
      }),
    async *rows(_, range) {
      await Promise.resolve();
      const last = Math.min(count, range?.to ?? count);
      for (let row = range?.from ?? 1; row <= last; row++) yield { row, values: values(row) };
    },
  };
  const specText = (): string => {
    const spec: ResolvedSpec = {
      ...manifest.spec,
      backend: 'local',
      ...(host.rubric !== null && {
        judge: { ...manifest.spec.judge, system_template: host.rubric },
      }),
    };
    return JSON.stringify(spec, null, 2);
  };
  const frames = createPreviewFrames(SPEC_PATH, {
    services: () => ({
      datasets,
      paths: openGate,
      texts: {
        read: () => Promise.reject(new Error('nothing is on disk')),
        exists: () => Promise.resolve(false),
        resolve: (_, relative) => `/w/${relative}`,
      },
    }),
    openText: (path) => (path === SPEC_PATH ? specText() : undefined),
    defaultBackend: () => 'local',
    described: () => undefined,
  });
  const list = createPreviewRows({
    datasets: () => datasets,
    context: createModelContext({
      services: () => ({ modelLists: () => Promise.reject(new Error('not asked')) }),
      isTrusted: () => false,
      hasServiceKey: () => Promise.resolve(false),
      failed: () => undefined,
    }),
    pauses: {
      now: () => performance.now(),
      rest: () =>
        new Promise((done) => {
          if (options.isHeld !== true) setImmediate(done);
        }),
    },
    changed: (view) => host.onScan(view),
  });

  const host: PreviewHost = {
    problem: null,
    rubric: null,
    contextLength: null,
    values: null,
    copied: [],
    wentTo: [],
    get shown() {
      return shown;
    },
    onScan: () => undefined,
    handlers: {
      open: () => ({
        spec: 'answers.eval.json',
        uri: 'file:///w/answers.eval.json',
        row: null,
        pin,
      }),
      async show({ row }): Promise<PreviewFrame> {
        const tokenizer = await loadTokenizer();
        const rendered = await frames.render(row);
        const dataset = frames.dataset();
        const spec = frames.spec();
        if (dataset && spec) list.look(dataset, spec, 'local');
        if (host.problem !== null) {
          return {
            kind: 'problem',
            dataset: 'answers.jsonl',
            rows: count,
            row: Math.min(row, Math.max(1, count)),
            problem: host.problem,
            message: 'expected token "end of print statement", got "policy"',
            place: 'answers.eval.json:9',
          };
        }
        if (rendered.kind === 'problem') return rendered;
        version += 1;
        shown = showFrame(rendered, version, ({ messages }) => ({
          tokenizer: tokenizer.name,
          contextLength: host.contextLength,
          tokens: messages.map(({ content }) => tokenizer.count(content)),
        }));
        return shown.frame;
      },
      rail: (query) => list.rail(query),
      jump: (query) => list.jump(query, new AbortController().signal),
      scan() {
        list.resume();
        return {};
      },
      pin({ row }) {
        pin = row;
        return { pin };
      },
      goToOrigin(at) {
        const span = shown && templateOf(shown, at);
        if (span) host.wentTo.push(`${span.field} ${span.start}-${span.end}`);
        return {};
      },
      goToWarning({ index }) {
        host.wentTo.push(`warning ${index}`);
        return {};
      },
      goToProblem: () => ({}),
      manageTrust: () => ({}),
      openDataset: () => ({}),
      async copy({ role, as }) {
        const request = shown?.rendered.requests.find((one) => one.role === role);
        if (!request) throw new Error('no such request');
        const curl = () => Promise.resolve('curl');
        const { text, message } = await copiedRequest(request, as, curl);
        host.copied.push(text);
        return { message };
      },
    },
  };
  return host;
}

/** The first piece of a message that a column wrote. */
export function firstColumnPiece(shown: ShownFrame | undefined) {
  return shown?.pieces
    .flat(2)
    .find(({ origin }) => origin.kind === 'template' && origin.columns.length > 0);
}
