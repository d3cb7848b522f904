import assert from 'node:assert/strict';
import { tracedRequests } from '../../../../src/core/judging/tracedRequests.js';
import type { ResolvedSpec } from '../../../../src/core/spec/evalSpec.js';
import { createDatasetRows } from '../../../../src/ui/dataset/datasetRows.js';
import { marksOf, showFrame, templateOf } from '../../../../src/ui/preview/frameView.js';
import type { ShownFrame } from '../../../../src/ui/preview/frameView.js';
import { compare, score } from '../../core/judging/specs.js';

const RUBRIC = 'Is {{ question }} answered? {% for t in tags %}{{ t }};{% endfor %}{{ gone }}';
const row = { row: 3, values: { question: 'why', tags: ['a', 'b'], old: 'x', new: 'y' } };

function shownFrame(
  spec: ResolvedSpec = compare,
  backend: 'local' | 'together' = 'local',
): ShownFrame {
  const given = { ...spec, judge: { ...spec.judge, system_template: RUBRIC } };
  const { built, traces } = tracedRequests(given, row);
  assert.ok(built.ok);
  const start = { line: 7, column: 1 };
  const place = { path: '/w/a.eval.yaml', range: { start, end: start } };
  const datasets = {
    describe: () => Promise.reject(new Error('not asked')),
    rows: () => assert.fail('not asked'),
  };
  return showFrame(
    {
      kind: 'rendered',
      spec: given,
      backend,
      dataset: { path: '/w/rows.jsonl', rows: createDatasetRows(datasets, ''), info: null },
      row,
      requests: built.requests,
      traces,
      places: { place: () => place, line: () => place, at: () => [] },
    },
    9,
    () => ({ tokenizer: 'o200k_base', contextLength: 8192, tokens: [5] }),
  );
}

describe('frameView', () => {
  it('tells of each request what is known, and warns of what the row has not', () => {
    const { frame } = shownFrame();
    const { requests, origins, ...rest } = frame;
    assert.deepEqual(rest, {
      kind: 'messages',
      dataset: 'rows.jsonl',
      rows: null,
      row: 3,
      version: 9,
      notes: [],
      warnings: [
        {
          message: '`gone` is no column of this row, so it prints nothing.',
          place: 'a.eval.yaml:7',
        },
      ],
    });
    assert.deepEqual(
      requests.map(({ messages, ...request }) => [request, messages.map(({ tokens }) => tokens)]),
      (['judge', 'judge-flipped'] as const).map((role, index) => [
        {
          role,
          title: index === 0 ? 'Judge, A first' : 'Judge, B first',
          model: 'judge-model',
          tokenizer: 'o200k_base',
          maxTokens: 32768,
          contextLength: 8192,
        },
        [5, null],
      ]),
    );
    assert.deepEqual(
      origins.map(({ kind, columns, source }) => [kind, columns.join(), source]),
      [
        ['text', '', 'judge.system_template'],
        ['column', 'question', 'judge.system_template'],
        ['column', 'tags', 'judge.system_template'],
        ['gavel', '', 'the frame around the material'],
        ['column', 'old', 'the response in the dataset'],
        ['column', 'new', 'the response in the dataset'],
        ['gavel', '', 'the output instruction'],
      ],
    );
  });

  it('says of the cloud service that its words are its own', () => {
    const { frame } = shownFrame({ ...score, model_to_evaluate: 'new' }, 'together');
    assert.equal(frame.notes.length, 1);
    assert.equal(frame.origins.at(-1)?.source, 'the output instruction; the service words its own');
  });

  const clicks: [
    name: string,
    message: number,
    text: string,
    into: number,
    found: string | null,
  ][] = [
    ['a letter of a text', 0, ' answered?', 1, ''],
    ['a value', 0, 'why', 2, 'question'],
    ['a value of a loop', 0, 'b', 0, 't'],
    ['a response', 1, '\nx\n', 1, null],
  ];
  for (const [name, message, text, into, found] of clicks) {
    it(`leads from ${name} to the template`, () => {
      const shown = shownFrame();
      const content = shown.frame.requests[0]?.messages[message]?.content ?? '';
      const offset = content.indexOf(text) + into;
      const span = templateOf(shown, { role: 'judge', message, offset });
      assert.equal(span ? RUBRIC.slice(span.start, span.end) : null, found);
      if (found === '') assert.equal(span?.start, RUBRIC.indexOf(text) + into);
    });
  }

  const cursors: [name: string, at: string, length: number, made: string[]][] = [
    ['an expression', 'question', 0, ['why']],
    ['what a loop repeats', 't }}', 0, ['a', 'b']],
    ['a selection', 'Is {{ question', 12, ['Is ', 'why']],
    ['a tag, which makes nothing', '% for', 0, []],
  ];
  for (const [name, at, length, made] of cursors) {
    it(`leads back from ${name} to all that it made, in both orders`, () => {
      const shown = shownFrame();
      const start = RUBRIC.indexOf(at);
      const cursor = { field: 'judge.system_template', start, end: start + length };
      const texts = marksOf(shown, [cursor]).map(({ role, message, start: from, end }) => {
        const request = shown.frame.requests.find((one) => one.role === role);
        return [role, request?.messages[message]?.content.slice(from, end)];
      });
      assert.deepEqual(
        texts,
        ['judge', 'judge-flipped'].flatMap((role) => made.map((text) => [role, text])),
      );
    });
  }
});
