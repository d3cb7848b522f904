import assert from 'node:assert/strict';
import type { DatasetFiles } from '../../../../src/core/dataset/dataset.js';
import type { TextFiles } from '../../../../src/core/textFiles.js';
import { showFrame } from '../../../../src/ui/preview/frameView.js';
import { createPreviewFrames } from '../../../../src/ui/preview/previewFrames.js';
import { UserError } from '../../../../src/core/userError.js';
import { openGate } from '../../openGate.js';

const SPEC = [
  'type: classify',
  'dataset: rows.jsonl',
  'labels: [good, bad]',
  'pass_labels: [good]',
  'model_to_evaluate: answer',
  'judge:',
  '  model: j',
  '  model_source: serverless',
  '  system_template: |',
  '    Judge.',
  '    {{ question }}',
];

const ROWS = [
  { question: 'one', answer: '1' },
  { question: 'two', answer: '2' },
];

const uncounted = () => ({ tokenizer: null, contextLength: null, tokens: [] });

/** The spec as an editor holds it; nothing of it is on disk. */
function framesOf(lines: readonly string[], defaultBackend: 'together' | 'local' = 'local') {
  const texts: TextFiles = {
    read: (path) => Promise.reject(new UserError('not_found', `${path} is missing.`)),
    exists: () => Promise.resolve(false),
    resolve: (_, relative) => `/w/${relative}`,
  };
  const datasets: DatasetFiles = {
    describe: (path) =>
      path === '/w/rows.jsonl'
        ? Promise.resolve({
            path,
            format: 'jsonl',
            bytes: 1,
            rows: ROWS.length,
            columns: ['question', 'answer'],
            sha256: '',
            problems: [],
            problemCount: 0,
          })
        : Promise.reject(new UserError('dataset', `${path} is missing.`)),
    async *rows(_, range) {
      for (const [index, values] of ROWS.entries()) {
        await Promise.resolve();
        const row = index + 1;
        if (row >= (range?.from ?? 1) && row <= (range?.to ?? Infinity)) yield { row, values };
      }
    },
  };
  return createPreviewFrames('/w/a.eval.yaml', {
    services: () => ({ texts, datasets, paths: openGate }),
    openText: (path) => (path === '/w/a.eval.yaml' ? lines.join('\n') : undefined),
    defaultBackend: () => defaultBackend,
    described: () => undefined,
  });
}

describe('previewFrames', () => {
  it('renders the row asked for, the last one beyond the end', async () => {
    for (const [row, shown, question] of [
      [1, 1, 'one'],
      [9, 2, 'two'],
    ] as const) {
      const frame = await framesOf(SPEC).render(row);
      assert.equal(frame.kind, 'rendered');
      assert.deepEqual([frame.row.row, frame.dataset.info?.rows], [shown, 2]);
      assert.equal(frame.requests[0]?.messages[0]?.content, `Judge.\n${question}`);
    }
  });

  it('says what the cloud service words itself, by the spec’s backend or the default one', async () => {
    const notesOf = async (lines: readonly string[], backend: 'together' | 'local') => {
      const frame = await framesOf(lines, backend).render(1);
      assert.equal(frame.kind, 'rendered');
      return showFrame(frame, 1, uncounted).frame.notes.length;
    };
    assert.equal(await notesOf(SPEC, 'together'), 1);
    assert.equal(await notesOf([...SPEC, 'backend: local'], 'together'), 0);
    assert.equal(await notesOf([...SPEC, 'backend: together'], 'local'), 1);
  });

  const problems: readonly {
    name: string;
    lines: readonly string[];
    problem: string;
    place: string;
  }[] = [
    {
      name: 'a template error at its line in the spec',
      lines: SPEC.map((line) => line.replace('{{ question }}', '{{ question')),
      problem: 'template',
      place: 'a.eval.yaml:11',
    },
    {
      name: 'a fault of the spec',
      lines: SPEC.map((line) => line.replace('[good]', '[nope]')),
      problem: 'spec',
      place: 'a.eval.yaml:4',
    },
    {
      name: 'a dataset that is not there',
      lines: SPEC.map((line) => line.replace('rows.jsonl', 'none.jsonl')),
      problem: 'missing',
      place: 'a.eval.yaml:2',
    },
  ];
  for (const { name, lines, problem, place } of problems) {
    it(`shows ${name}`, async () => {
      const frame = await framesOf(lines).render(1);
      assert.equal(frame.kind, 'problem');
      assert.deepEqual([frame.problem, frame.place], [problem, place]);
    });
  }
});
