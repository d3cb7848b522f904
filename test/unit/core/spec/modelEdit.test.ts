import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse as parseJsonc } from 'jsonc-parser';
import { parse } from 'yaml';
import { modelEdits, type ModelField } from '../../../../src/core/spec/modelEdit.js';
import { rangesOf } from '../../../../src/core/spec/text/textRange.js';
import { MODEL_SOURCES } from '../../../../src/core/spec/evalSpec.js';

const CHOSEN = { model: 'a/new', source: 'dedicated' } as const;

/** The text after the changes, as an editor makes them. */
function chosen(
  text: string,
  path: string,
  object: ModelField = 'judge',
  choice: { model: string; source: (typeof MODEL_SOURCES)[number] } = CHOSEN,
) {
  const edits = modelEdits(text, path, { object, ...choice });
  if (!edits) return undefined;
  const range = rangesOf(text);
  const offsets = new Map(
    Array.from({ length: text.length + 1 }, (_, index) => {
      const { line, column } = range(index, index).start;
      return [`${line}:${column}`, index] as const;
    }),
  );
  const offset = ({ line, column }: { line: number; column: number }) =>
    offsets.get(`${line}:${column}`) ?? assert.fail('an edit lies outside the text');
  return edits
    .map((edit) => ({
      start: offset(edit.range.start),
      end: offset(edit.range.end),
      put: edit.text,
    }))
    .toSorted((a, b) => b.start - a.start)
    .reduce((now, { start, end, put }) => now.slice(0, start) + put + now.slice(end), text);
}

const cases: readonly (readonly [name: string, file: string, text: string, becomes: string])[] = [
  [
    'YAML, both there, with comments',
    'a.eval.yaml',
    'judge: # who\n  model: a/old # the old one\n  # where\n  model_source: serverless # here\n  system_template: x\n',
    'judge: # who\n  model: a/new # the old one\n  # where\n  model_source: dedicated # here\n  system_template: x\n',
  ],
  [
    'YAML, quotes kept',
    'a.eval.yaml',
    'judge:\n  model: "a/old"\n  model_source: \'serverless\'\n',
    'judge:\n  model: "a/new"\n  model_source: \'dedicated\'\n',
  ],
  [
    'YAML, no source, a comment behind',
    'a.eval.yaml',
    'judge:\n  model: a/old # why\n  system_template: x\n',
    'judge:\n  model: a/new # why\n  model_source: dedicated\n  system_template: x\n',
  ],
  [
    'YAML, no source, at the end',
    'a.eval.yaml',
    'judge:\n    model: a/old',
    'judge:\n    model: a/new\n    model_source: dedicated',
  ],
  [
    'YAML with CRLF',
    'a.eval.yaml',
    'judge:\r\n  model: a/old\r\n  max_tokens: 5\r\n',
    'judge:\r\n  model: a/new\r\n  model_source: dedicated\r\n  max_tokens: 5\r\n',
  ],
  [
    'YAML, a model that is not written yet',
    'a.eval.yaml',
    'judge:\n  model:\n  model_source: serverless\n',
    'judge:\n  model: a/new\n  model_source: dedicated\n',
  ],
  [
    'YAML, no model',
    'a.eval.yaml',
    'judge:\n  # tokens\n  max_tokens: 5\n',
    'judge:\n  # tokens\n  model: a/new\n  model_source: dedicated\n  max_tokens: 5\n',
  ],
  [
    'YAML in braces',
    'a.eval.yaml',
    'judge: {model: a/old, max_tokens: 5}\n',
    'judge: {model: a/new, model_source: dedicated, max_tokens: 5}\n',
  ],
  [
    'YAML in empty braces',
    'a.eval.yaml',
    'judge: {}\n',
    'judge: { model: a/new, model_source: dedicated }\n',
  ],
  [
    'the older name',
    'a.eval.yaml',
    'judge:\n  model_name: a/old\n',
    'judge:\n  model_name: a/new\n  model_source: dedicated\n',
  ],
  [
    'JSON, both there',
    'a.eval.json',
    '{"judge": {"model_source": "serverless", "model": "a/old"}}',
    '{"judge": {"model_source": "dedicated", "model": "a/new"}}',
  ],
  [
    'JSON, no source, lines',
    'a.eval.json',
    '{\n  "judge": {\n    "model": "a/old",\n    "max_tokens": 5\n  }\n}\n',
    '{\n  "judge": {\n    "model": "a/new",\n    "model_source": "dedicated",\n    "max_tokens": 5\n  }\n}\n',
  ],
  [
    'JSON, no source, one line',
    'a.eval.json',
    '{"judge": {"model": "a/old"}}',
    '{"judge": {"model": "a/new", "model_source": "dedicated"}}',
  ],
  [
    'JSON, empty',
    'a.eval.json',
    '{"judge": {}}',
    '{"judge": { "model": "a/new", "model_source": "dedicated" }}',
  ],
  [
    'JSONC, comments',
    'a.eval.jsonc',
    '{\n  // who\n  "judge": {\n    "model": "a/old" // old\n    /* end */\n  }\n}\n',
    '{\n  // who\n  "judge": {\n    "model": "a/new",\n    "model_source": "dedicated" // old\n    /* end */\n  }\n}\n',
  ],
];

describe('modelEdits', () => {
  for (const [name, file, text, becomes] of cases) {
    it(`changes ${name}`, () => {
      assert.equal(chosen(text, file), becomes);
    });
  }

  it('changes the object that is meant alone', () => {
    const text =
      'judge:\n  model: j\nmodel_a:\n  model: a\n  model_source: serverless\nmodel_b: answer\n';
    assert.equal(
      chosen(text, 'a.eval.yaml', 'model_a'),
      text.replace('model: a\n', 'model: a/new\n').replace('serverless', 'dedicated'),
    );
  });

  for (const [name, text] of [
    ['a column of responses', 'model_a: answer\n'],
    ['nothing', 'model_a:\n'],
    ['a spec without it', 'type: compare\n'],
    ['no spec', '- a\n'],
    ['an empty text', ''],
  ] as const) {
    it(`changes nothing of ${name}`, () => {
      assert.equal(chosen(text, 'a.eval.yaml', 'model_a'), undefined);
    });
  }

  const name = fc
    .stringMatching(/^[A-Za-z0-9:@_#'"\\ /.-]{1,30}$/)
    .filter((text) => text.trim() === text);
  const members = fc.record(
    {
      model: name,
      model_source: fc.constantFrom(...MODEL_SOURCES),
      max_tokens: fc.nat(),
      system_template: fc.string(),
    },
    { requiredKeys: [] },
  );
  const read = {
    yaml: (text: string): unknown => parse(text),
    json: (text: string): unknown => parseJsonc(text),
  };
  it('makes the model and the source what they should be, and nothing else otherwise', () => {
    fc.assert(
      fc.property(
        members,
        fc.record({ model: name, source: fc.constantFrom(...MODEL_SOURCES) }),
        fc.constantFrom('yaml' as const, 'json' as const),
        fc.boolean(),
        (judge, choice, format, hasLines) => {
          const value = { type: 'score', judge, dataset: 'd.csv' };
          const text = JSON.stringify(value, null, hasLines ? 2 : 0);
          const after = chosen(text, `a.eval.${format}`, 'judge', choice) ?? assert.fail('no edit');
          const expected = { ...judge, model: choice.model, model_source: choice.source };
          assert.deepEqual(read[format](after), { ...value, judge: expected });
        },
      ),
    );
  });
});
