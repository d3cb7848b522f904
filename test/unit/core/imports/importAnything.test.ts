import assert from 'node:assert/strict';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { importOpenai } from '../../../../src/core/imports/openai/importOpenai.js';
import { importPromptfoo } from '../../../../src/core/imports/promptfoo/importPromptfoo.js';
import { globPattern } from '../../../../src/core/imports/globPattern.js';
import { readPlain } from '../../../../src/core/imports/plainSource.js';
import { UserError } from '../../../../src/core/userError.js';
import { emptyFolder, specsIn } from './importFixture.js';

const json = fc.jsonValue({ maxDepth: 3 });
/** Any value, at the places that are read. */
const like = (names: readonly string[]) =>
  fc.dictionary(fc.constantFrom(...names), fc.oneof(json, fc.array(json, { maxLength: 3 })), {
    maxKeys: 6,
  });
const assertion = like([
  'type',
  'value',
  'threshold',
  'metric',
  'provider',
  'config',
  'assert',
]).chain((given) =>
  fc
    .constantFrom(
      'llm-rubric',
      'g-eval',
      'factuality',
      'not-g-eval',
      'select-best',
      'context-recall',
      'assert-set',
      'equals',
    )
    .map((type) => ({ ...given, type })),
);
const text = fc.oneof(
  fc.string(),
  fc.constantFrom(
    '{{ q }}',
    '{% if',
    '[{"role":"user","content":"{{a.b | dump}}"}]',
    'file://../../etc/passwd',
  ),
);
const config = fc.record({
  prompts: fc.oneof(json, fc.array(text, { maxLength: 3 })),
  providers: fc.oneof(
    json,
    fc.array(
      fc.oneof(
        fc.constantFrom('openai:gpt-4.1', 'echo', 'ollama:m', 'togetherai:x'),
        like(['id', 'label', 'config', 'prompts']),
      ),
      { maxLength: 3 },
    ),
  ),
  defaultTest: fc.oneof(
    json,
    fc.record({ assert: fc.array(assertion, { maxLength: 2 }), options: json }),
  ),
  tests: fc.oneof(
    json,
    fc.array(
      fc.record({
        vars: fc.dictionary(fc.string(), fc.oneof(json, text)),
        assert: fc.array(assertion, { maxLength: 3 }),
      }),
      { maxLength: 3 },
    ),
  ),
  scenarios: json,
});
const grader = like([
  'name',
  'model',
  'input',
  'labels',
  'passing_labels',
  'range',
  'pass_threshold',
  'sampling_params',
  'graders',
]).chain((given) =>
  fc
    .constantFrom('label_model', 'score_model', 'multi', 'python')
    .map((type) => ({ ...given, type })),
);
const hosted = fc.record({
  eval: fc.record({
    name: json,
    testing_criteria: fc.array(grader, { maxLength: 3 }),
    data_source_config: json,
  }),
  runs: fc.array(
    fc.record({
      data_source: fc.oneof(json, like(['model', 'input_messages', 'source', 'content'])),
    }),
    { maxLength: 2 },
  ),
  output_items: fc.array(
    fc.record({
      datasource_item: json,
      sample: json,
      results: fc.array(like(['name', 'passed', 'score', 'label'])),
    }),
    { maxLength: 3 },
  ),
});

async function judgedRight(made: Promise<Parameters<typeof specsIn>[0]>): Promise<void> {
  try {
    // Throws for a spec that does not validate.
    specsIn(await made);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
}

describe('whatever an import is given', () => {
  it('every spec that comes of a promptfoo config validates', () =>
    fc.assert(
      fc.asyncProperty(config, fc.boolean(), (value, isYaml) => {
        const source = isYaml ? stringify(value) : JSON.stringify(value);
        return judgedRight(importPromptfoo({ text: source, file: 'c.yaml' }, emptyFolder));
      }),
      { numRuns: 60 },
    ));

  it('every spec that comes of an OpenAI eval validates', () =>
    fc.assert(
      fc.asyncProperty(fc.oneof(hosted, json), (value) =>
        judgedRight(
          importOpenai({ text: JSON.stringify(value), file: 'e.json' }, undefined, emptyFolder),
        ),
      ),
      { numRuns: 60 },
    ));

  it('a text that is no config says so in one sentence', () =>
    fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 200 }), async (source) => {
        await judgedRight(importPromptfoo({ text: source, file: 'c.yaml' }, emptyFolder));
        await judgedRight(importOpenai({ text: source, file: 'c.yaml' }, undefined, emptyFolder));
      }),
      { numRuns: 60 },
    ));

  const bomb = [
    'a: &a [x, x, x, x, x, x, x, x, x, x]',
    ...['b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name, index) => {
      const before = 'abcdefg'[index] ?? 'a';
      return `${name}: &${name} [${Array.from({ length: 10 }, () => `*${before}`).join(', ')}]`;
    }),
  ].join('\n');
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
  for (const [name, source] of [
    ['aliases piled up', bomb],
    ['lists in lists', deep],
  ] as const) {
    it(`${name} are refused`, () => {
      assert.throws(
        () => readPlain(source, 'c.yaml'),
        (error) => error instanceof UserError,
      );
    });
  }

  it('no pattern leads out of the folder', () => {
    for (const pattern of ['../*', 'a/../../b', '/etc/*', 'C:/../x/..']) {
      assert.equal(globPattern(pattern), undefined, pattern);
    }
    assert.ok(globPattern('prompts/**/*.{txt,json}')?.test('prompts/a/b.json'));
    assert.ok(!globPattern('*.txt')?.test('a/b.txt'));
  });
});
