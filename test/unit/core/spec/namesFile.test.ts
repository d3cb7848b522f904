import assert from 'node:assert/strict';
import { namesFile } from '../../../../src/core/spec/namesFile.js';
import { parseSpec } from '../../../../src/core/spec/parseSpec.js';

const SPEC = `
type: classify
dataset: ../data/Answers.jsonl
labels: [yes, no]
judge:
  model: m
  system_template: { file: judge.jinja }
model_to_evaluate:
  model: n
  input_template:
    file: parts/ask.md
`;

describe('whether a spec may mean a file', () => {
  const cases: readonly [name: string, path: string, meant: boolean][] = [
    ['its dataset, by its whole path', '/w/data/Answers.jsonl', true],
    ['its dataset in another case', '/w/data/ANSWERS.jsonl', true],
    ['its dataset with the separators of Windows', 'C:\\w\\data\\Answers.jsonl', true],
    ['a template', '/w/specs/judge.jinja', true],
    ['a template of another model', '/w/specs/parts/ask.md', true],
    ['the rows of a run', '/w/.gavel/runs/20261120-091200-a-1/results.jsonl', false],
    ['a file that ends alike', '/w/data/more-Answers.jsonl', false],
    ['a folder of that name', '/w/Answers.jsonl/rows.csv', false],
  ];
  for (const [name, path, meant] of cases) {
    it(name, () => assert.equal(namesFile(parseSpec(SPEC, 'a.eval.yaml'), path), meant));
  }

  it('in a broken spec too', () => {
    const broken = parseSpec('type: nothing\ndataset: rows.csv\nwhat: 1\n', 'a.eval.yaml');
    assert.equal(broken.spec, undefined);
    assert.equal(namesFile(broken, '/w/rows.csv'), true);
    assert.equal(namesFile(parseSpec('', 'a.eval.yaml'), '/w/rows.csv'), false);
  });
});
