import assert from 'node:assert/strict';
import { parseSpec } from '../../../../src/core/spec/parseSpec.js';
import { jsonText, unmarked, yamlText } from './markedText.js';

const BROKEN: readonly (readonly [name: string, path: string, marked: string, code: string])[] = [
  ['empty file', 'a.eval.yaml', '⟦⟧', 'not-a-spec'],
  ['empty JSON file', 'a.eval.json', '⟦⟧', 'not-a-spec'],
  ['only white space', 'a.eval.json', '⟦ \n⟧', 'not-a-spec'],
  ['a list', 'a.eval.yaml', '⟦- a⟧\n', 'not-a-spec'],
  ['a list in JSON', 'a.eval.json', '⟦[1]⟧', 'not-a-spec'],
  ['missing comma', 'a.eval.json', '{ "type": "score" ⟦"dataset"⟧: "d" }', 'syntax'],
  ['missing brace', 'a.eval.json', '{ "type": "score⟦"⟧', 'syntax'],
  ['comment in plain JSON', 'a.eval.json', '{ "type": "score" ⟦// no⟧\n}', 'comment'],
  ['comma at the end in plain JSON', 'a.eval.json', '{ "type": "score"⟦,⟧ }', 'syntax'],
  ['a second document', 'a.eval.yaml', 'type: score\n⟦---\ntype: score\n⟧', 'syntax'],
  ['alias without anchor', 'a.eval.yaml', 'type: ⟦*x⟧\n', 'syntax'],
  ['alias within itself', 'a.eval.yaml', 'type: score\nname: &x [⟦*x⟧]\n', 'alias'],
];

describe('parseSpec on broken text', () => {
  for (const [name, path, marked, code] of BROKEN) {
    it(name, () => {
      const { text, ranges } = unmarked(marked);
      const parsed = parseSpec(text, path);
      const found = parsed.problems.filter((problem) => problem.code === code);
      assert.deepEqual(
        found.map((problem) => [problem.severity, problem.range]),
        [['error', ranges[0]]],
      );
      assert.equal(parsed.spec, undefined);
    });
  }

  it('does not call missing what was only not read', () => {
    const { problems } = parseSpec('{ "type": "score", "judge": ', 'a.eval.json');
    assert.deepEqual(
      problems.map(({ code }) => code).filter((code) => code === 'missing-field'),
      [],
    );
  });

  it('gives places in a spec that breaks off', () => {
    const { text, ranges } = unmarked('{ ⟦"type"⟧: ⟦"score"⟧, "judge": { "model": ⟦"m"⟧, ');
    const parsed = parseSpec(text, 'a.eval.json');
    assert.deepEqual(
      [
        parsed.rangeOf(['type'], 'key'),
        parsed.rangeOf(['type']),
        parsed.rangeOf(['judge', 'model']),
      ],
      ranges,
    );
    assert.equal(parsed.rangeOf(['labels']), undefined);
  });

  it('finds a word inside a value', () => {
    const yaml = unmarked(yamlText('classify').replace('question', '⟦question⟧'));
    const json = unmarked(
      jsonText('classify', {
        judge:
          '"judge": { "model": "m", "model_source": "serverless", "system_template": "questions\\n⟦question⟧" }',
      }),
    );
    const path = ['judge', 'system_template'];
    assert.deepEqual(
      parseSpec(yaml.text, 'a.eval.yaml').rangeInside(path, 'question'),
      yaml.ranges[0],
    );
    assert.deepEqual(
      parseSpec(json.text, 'a.eval.json').rangeInside(path, 'question'),
      json.ranges[0],
    );
  });

  it('bounds aliases that stand for billions of values', () => {
    const levels = Array.from({ length: 12 }, (_, level) =>
      level === 0
        ? 'a0: &a0 [x, x, x, x, x, x, x, x, x]'
        : `a${level}: &a${level} [${Array(9)
            .fill(`*a${level - 1}`)
            .join(', ')}]`,
    );
    const { problems, spec } = parseSpec(`${levels.join('\n')}\n`, 'a.eval.yaml');
    assert.equal(problems.filter(({ code }) => code === 'alias' || code === 'too-large').length, 1);
    assert.equal(spec, undefined);
  });

  it('regression: what was not read any more of a spec too large is not called empty', () => {
    const labels = Array.from({ length: 50_000 }, (_, index) => `l${index}`).join(', ');
    const { problems } = parseSpec(`type: classify\nlabels: [${labels}]\n`, 'a.eval.yaml');
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['too-large'],
    );
  });

  for (const [name, text] of [
    ['brackets', '['.repeat(100_000)],
    ['objects', '{"a":'.repeat(100_000)],
    ['list items', '- '.repeat(100_000) + 'x'],
    ['lines', Array.from({ length: 2000 }, (_, level) => `${' '.repeat(level)}a:`).join('\n')],
  ] as const) {
    it(`refuses ${name} nested too deeply`, () => {
      for (const path of ['a.eval.yaml', 'a.eval.json']) {
        const { problems, spec } = parseSpec(text, path);
        assert.ok(problems.some(({ severity }) => severity === 'error'));
        assert.equal(spec, undefined);
      }
    });
  }

  it('regression: what is no spec is an error, whatever else is only warned of', () => {
    for (const text of ['!!js/function "x"', '%FOO bar\n---\n5', '!!omap\n']) {
      const { spec, problems } = parseSpec(text, 'a.eval.yaml');
      assert.equal(spec, undefined);
      const codes = problems.filter(({ severity }) => severity === 'error').map(({ code }) => code);
      assert.deepEqual(codes, ['not-a-spec'], text);
      assert.ok(problems.some(({ severity }) => severity === 'warning'));
    }
  });
});
