import { rowRequests } from '../../../src/core/judging/rowRequests.js';
import type { Handlers } from '../../../src/shared/rpc.js';
import type { PreviewFrame, previewProtocol } from '../../../src/shared/protocol.js';
import { datasetValues } from '../../../src/ui/results/judgedRow.js';
import { requestView } from '../../../src/ui/results/resultDetail.js';
import type { EvaluationType } from '../../../src/core/spec/evalSpec.js';
import { sampleRun } from './sampleRun.js';

export interface PreviewHost {
  readonly handlers: Handlers<typeof previewProtocol>;
  /** From now on the rendering fails, or works again. */
  problem: Extract<PreviewFrame, { kind: 'problem' }>['problem'] | null;
  readonly copied: string[];
}

const ABOUT = {
  spec: 'answers.eval.yaml',
  uri: 'file:///w/answers.eval.yaml',
  dataset: 'answers.jsonl',
} as const;

export function previewHost(type: EvaluationType): PreviewHost {
  const { manifest, rows } = sampleRun({ type, rows: 42 });
  const host: PreviewHost = {
    problem: null,
    copied: [],
    handlers: {
      show({ row: asked }): PreviewFrame {
        const row = Math.min(asked, rows.length);
        if (host.problem !== null) {
          return {
            kind: 'problem',
            ...ABOUT,
            rows: rows.length,
            row,
            problem: host.problem,
            message: 'expected token "end of print statement", got "policy"',
            place: 'answers.eval.yaml:9',
          };
        }
        const values = datasetValues(rows[row - 1]?.result ?? {}, manifest.spec);
        const rendered = rowRequests(manifest.spec, { row, values });
        if (!rendered.ok) throw new Error(rendered.error.message);
        return {
          kind: 'messages',
          ...ABOUT,
          rows: rows.length,
          row,
          requests: rendered.requests.map((request) => requestView(request, manifest.spec)),
          notes: [],
        };
      },
      goToProblem: () => ({}),
      manageTrust: () => ({}),
      openDataset: () => ({}),
      copy: ({ text }) => {
        host.copied.push(text);
        return {};
      },
    },
  };
  return host;
}
