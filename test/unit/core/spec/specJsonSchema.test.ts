import assert from 'node:assert/strict';
import { Ajv, type ValidateFunction } from 'ajv';
import { parseSpec } from '../../../../src/core/spec/parseSpec.js';
import { newSpecText } from '../../../../src/core/spec/newSpec.js';
import { specEditorSchema, specJsonSchema } from '../../../../src/core/spec/specJsonSchema.js';
import { alternatives, type SchemaNode } from '../../../../src/core/spec/specShape.js';
import { jsonText, type Parts } from './markedText.js';

const TYPES = ['classify', 'score', 'compare'] as const;

function compiled(schema: SchemaNode): ValidateFunction {
  // Editors' own keywords (snippets, Markdown) are unknown to JSON Schema proper.
  return new Ajv({ strict: false, allErrors: true }).compile(schema);
}

/** What a spec may be faulty in as far as a schema can say it. */
const FAULTY: readonly (readonly [string, (typeof TYPES)[number], Parts])[] = [
  ['an unknown field', 'classify', { extra: '"pass_label": 3' }],
  [
    'an unknown field of the judge',
    'classify',
    {
      judge:
        '"judge": { "model": "m", "model_source": "serverless", "system_template": "t", "x": 1 }',
    },
  ],
  ['a field of another type', 'score', { labels: '"labels": ["a", "b"]' }],
  ['no type', 'score', { type: null }],
  ['no dataset', 'classify', { dataset: null }],
  ['no pass labels', 'classify', { pass_labels: null }],
  ['no model B', 'compare', { model_b: null }],
  ['one label', 'classify', { labels: '"labels": ["good"]' }],
  ['an unknown type', 'classify', { type: '"type": "rank"' }],
  ['text for a number', 'score', { min_score: '"min_score": "1"' }],
  ['an unknown gate', 'score', { gates: '"gates": { "pas_rate": { "min": 1 } }' }],
  [
    'a model without a name',
    'classify',
    { judge: '"judge": { "model_source": "serverless", "system_template": "t" }' },
  ],
];

describe('specJsonSchema', () => {
  const validate = compiled(specJsonSchema());

  for (const type of TYPES) {
    it(`accepts a good ${type} spec and one with every local field`, () => {
      const extra = {
        name: '"name": "n"',
        tags: '"tags": ["a"]',
        backend: '"backend": "local"',
        run: '"run": { "limit": 3, "sample_seed": 1, "cache": true }',
        gates: type === 'compare' ? '"gates": {}' : '"gates": { "pass_rate": { "min": 0.8 } }',
      };
      for (const text of [jsonText(type), jsonText(type, extra)]) {
        assert.ok(validate(JSON.parse(text)), JSON.stringify(validate.errors));
        assert.deepEqual(parseSpec(text, 'a.eval.json').problems, []);
      }
    });

    it(`accepts what a new ${type} spec holds`, () => {
      const text = newSpecText({
        type,
        datasetPath: 'd.csv',
        columns: ['question'],
        sampleRows: [],
        format: 'json',
      });
      assert.ok(validate(JSON.parse(text)), JSON.stringify(validate.errors));
    });
  }

  for (const [name, type, changes] of FAULTY) {
    it(`refuses ${name}, as parseSpec does`, () => {
      const text = jsonText(type, changes);
      assert.equal(validate(JSON.parse(text)), false);
      assert.equal(parseSpec(text, 'a.eval.json').spec, undefined);
    });
  }

  it('accepts the older model_name in place of model', () => {
    const judge =
      '"judge": { "model_name": "m", "model_source": "serverless", "system_template": "t" }';
    assert.ok(validate(JSON.parse(jsonText('classify', { judge }))));
  });

  it('describes every field, in Markdown too', () => {
    const bare: string[] = [];
    const visit = (node: SchemaNode, path: string) => {
      for (const alternative of alternatives(node)) {
        for (const [name, field] of Object.entries(alternative.properties ?? {})) {
          if (field === false) continue;
          if (!field.description || field.markdownDescription !== field.description) {
            bare.push(`${path}.${name}`);
          }
          visit(field, `${path}.${name}`);
        }
      }
    };
    visit(specJsonSchema(), '');
    assert.deepEqual(bare, []);
  });

  it('offers a snippet of a whole spec for each type', () => {
    const snippets = specJsonSchema().defaultSnippets ?? [];
    assert.deepEqual(
      snippets.map(({ body }) => (body as { type: string }).type),
      [...TYPES],
    );
  });
});

describe('specEditorSchema', () => {
  const validate = compiled(specEditorSchema());

  it('refuses nothing that our own diagnostics report', () => {
    for (const [name, type, changes] of FAULTY) {
      assert.ok(validate(JSON.parse(jsonText(type, changes))), name);
    }
  });

  it('keeps the choices as examples', () => {
    const { properties } = specEditorSchema();
    assert.deepEqual(properties?.['type'] && properties['type'].examples, [...TYPES]);
  });
});
