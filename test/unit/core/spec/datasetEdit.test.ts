import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse } from 'yaml';
import { datasetEdit, type SpecEdit } from '../../../../src/core/spec/datasetEdit.js';
import type { TextPosition } from '../../../../src/core/spec/text/textRange.js';

const ID = 'file-1a2b';

/** The text after the change, as an editor makes it. */
function applied(text: string, edit: SpecEdit): string {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
  const offset = ({ line, column }: TextPosition) => (starts[line - 1] ?? 0) + column - 1;
  return text.slice(0, offset(edit.range.start)) + edit.text + text.slice(offset(edit.range.end));
}

const cases: readonly {
  readonly name: string;
  readonly file?: string;
  readonly text: string;
  readonly dataset?: string;
  readonly becomes: string;
}[] = [
  {
    name: 'YAML, with a comment behind it',
    text: '# why\ntype: classify\ndataset: a.jsonl # the old one\nlabels: [x]\n',
    becomes: '# why\ntype: classify\ndataset: file-1a2b # the old one\nlabels: [x]\n',
  },
  { name: 'YAML, single quotes', text: "dataset: 'a'", becomes: "dataset: 'file-1a2b'" },
  { name: 'YAML, double quotes', text: 'dataset: "a"', becomes: 'dataset: "file-1a2b"' },
  {
    name: 'YAML, nothing there',
    text: 'dataset:\ntype: x\n',
    becomes: 'dataset: file-1a2b\ntype: x\n',
  },
  {
    name: 'YAML, nothing there but a comment',
    text: 'dataset: # none yet\ntype: x\n',
    becomes: 'dataset: file-1a2b # none yet\ntype: x\n',
  },
  {
    name: 'YAML, a block of text',
    text: 'dataset: >-\n  a.jsonl\n\ntype: x\n',
    becomes: 'dataset: file-1a2b\n\ntype: x\n',
  },
  {
    name: 'YAML, in braces',
    text: '{type: x, dataset: a.jsonl, labels: [y]}',
    becomes: '{type: x, dataset: file-1a2b, labels: [y]}',
  },
  { name: 'YAML, in braces, nothing there', text: '{dataset:}', becomes: '{dataset: file-1a2b}' },
  {
    name: 'YAML, no dataset: behind the type',
    text: 'name: N\ntype: score # kind\njudge:\n  model: m\n',
    becomes: 'name: N\ntype: score # kind\ndataset: file-1a2b\njudge:\n  model: m\n',
  },
  {
    name: 'YAML, no dataset and no line behind the type',
    text: 'type: score',
    becomes: 'type: score\ndataset: file-1a2b',
  },
  {
    name: 'YAML, no dataset and no type',
    text: '# head\nname: N\n',
    becomes: '# head\ndataset: file-1a2b\nname: N\n',
  },
  { name: 'YAML, nothing at all', text: '', becomes: 'dataset: file-1a2b\n' },
  { name: 'YAML, a comment alone', text: '# spec', becomes: '# spec\ndataset: file-1a2b\n' },
  {
    name: 'YAML, no dataset, Windows line breaks',
    text: 'type: x\r\nname: N\r\n',
    becomes: 'type: x\r\ndataset: file-1a2b\r\nname: N\r\n',
  },
  {
    name: 'YAML, in braces without a dataset',
    text: '{type: x}',
    becomes: '{"dataset": "file-1a2b", type: x}',
  },
  {
    name: 'YAML, a path that needs quotes',
    text: 'dataset: a.jsonl\n',
    dataset: 'my data/rows #1.jsonl',
    becomes: 'dataset: "my data/rows #1.jsonl"\n',
  },
  {
    name: 'YAML, a path above',
    text: 'dataset: a.jsonl\n',
    dataset: '../data/rows-2.jsonl',
    becomes: 'dataset: ../data/rows-2.jsonl\n',
  },
  {
    name: 'YAML, an apostrophe in single quotes',
    text: "dataset: 'a'\n",
    dataset: "it's.csv",
    becomes: "dataset: 'it''s.csv'\n",
  },
  {
    name: 'a broken spec: what can be found is changed',
    text: 'type: [\ndataset: a.jsonl\n',
    becomes: 'type: [\ndataset: file-1a2b\n',
  },
  {
    name: 'JSON',
    file: 'a.eval.json',
    text: '{\n  "type": "x",\n  "dataset": "a.jsonl"\n}\n',
    becomes: '{\n  "type": "x",\n  "dataset": "file-1a2b"\n}\n',
  },
  {
    name: 'JSON, no dataset: in front, indented as the rest',
    file: 'a.eval.json',
    text: '{\n    "type": "x"\n}\n',
    becomes: '{\n    "dataset": "file-1a2b",\n    "type": "x"\n}\n',
  },
  {
    name: 'JSON on one line',
    file: 'a.eval.json',
    text: '{"type": "x"}',
    becomes: '{"dataset": "file-1a2b", "type": "x"}',
  },
  { name: 'JSON, empty', file: 'a.eval.json', text: '{}', becomes: '{ "dataset": "file-1a2b" }' },
  {
    name: 'JSON, empty over two lines',
    file: 'a.eval.json',
    text: '{\n}',
    becomes: '{ "dataset": "file-1a2b"\n}',
  },
  {
    name: 'JSONC, with comments',
    file: 'a.eval.jsonc',
    text: '{\n  // judged\n  "dataset": "a.jsonl", /* old */\n}\n',
    becomes: '{\n  // judged\n  "dataset": "file-1a2b", /* old */\n}\n',
  },
  {
    name: 'JSON, another value than a text',
    file: 'a.eval.json',
    text: '{"dataset": null}',
    becomes: '{"dataset": "file-1a2b"}',
  },
];

describe('having a spec name another dataset', () => {
  for (const { name, file = 'a.eval.yaml', text, dataset = ID, becomes } of cases) {
    it(name, () => {
      const edit = datasetEdit(text, file, dataset);
      assert.ok(edit);
      assert.equal(applied(text, edit), becomes);
    });
  }

  for (const [file, text] of [
    ['a.eval.yaml', 'just a text'],
    ['a.eval.yaml', '- a\n- b\n'],
    ['a.eval.yaml', '[1, 2]'],
    ['a.eval.json', '[]'],
    ['a.eval.json', ''],
    ['a.eval.json', '"x"'],
  ] as const) {
    it(`there is no place for one in ${JSON.stringify(text)}, ${file}`, () => {
      assert.equal(datasetEdit(text, file, ID), undefined);
    });
  }

  it('any name can be read again from any way of writing, and nothing else has changed', () => {
    const before = fc.constantFrom('dataset: a\n', 'dataset: "a"\n', "dataset: 'a'\n", 'type: x\n');
    fc.assert(
      fc.property(before, fc.string({ minLength: 1 }), (start, dataset) => {
        const text = `${start}name: N\n`;
        const edit = datasetEdit(text, 'a.eval.yaml', dataset);
        assert.ok(edit);
        // In single quotes a line break is read as a blank.
        if (start.includes("'") && /[\n\r]/.test(dataset)) return;
        const read = parse(applied(text, edit)) as Record<string, unknown>;
        assert.deepEqual([read['dataset'], read['name']], [dataset, 'N']);
      }),
    );
  });
});
