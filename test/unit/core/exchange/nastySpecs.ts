import fc from 'fast-check';
import type { ResolvedModel, ResolvedSpec } from '../../../../src/core/spec/evalSpec.js';

const pieces = [
  ...['"', "'", '"""', "'''", '`', '\\', '\\n', '\\\\', '$', '${x}', '$HOME', '$(id)', '{{ q }}'],
  ...[
    '\n',
    '\r\n',
    '\r',
    '\t',
    ' ',
    '#',
    '//',
    'JSON',
    '\nJSON\n',
    'TEXT',
    '-',
    '--flag',
    ';',
    '|',
    '&&',
  ],
  ...[
    'é',
    '日本',
    '🙂',
    '\u2028',
    '\u00a0',
    '\ufeff',
    '\u0007',
    '\u007f',
    '<<EOF',
    '!',
    '%',
    ')',
    '{%',
    '*/',
  ],
  ...['create(', 'upload("x")', 'word', ', ', 'type="score"', ' (score)'],
];

/** Texts that break careless quoting; none that no argument of a command can hold. */
export const nastyText = fc
  .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 12 })
  .map((parts) => parts.join(''));

const target = fc.record(
  {
    model: nastyText,
    model_source: fc.constantFrom('serverless' as const, 'dedicated' as const),
    system_template: nastyText,
    max_tokens: fc.integer({ min: 1, max: 9999 }),
    temperature: fc.constantFrom(0, 0.05, 0.7, 2),
    num_workers: fc.integer({ min: 1, max: 9 }),
  },
  { requiredKeys: ['model', 'model_source', 'system_template'] },
);
const external = fc.record({
  model: nastyText,
  model_source: fc.constant('external' as const),
  system_template: nastyText,
  external_base_url: fc.constant('https://models.example/v1'),
  external_api_token: fc.constantFrom('${secret:EXAMPLE_KEY}', '${env:EXAMPLE_KEY}'),
});
const judge = fc.oneof(target, external);
const model = fc
  .tuple(fc.oneof(target, external), nastyText)
  .map(([one, input]): ResolvedModel => ({ ...one, input_template: input }));
const responder = fc.oneof(nastyText, model);
const label = nastyText.map((text) => text.replaceAll(',', ';'));

/** Specs of every type. */
export const nastySpec: fc.Arbitrary<ResolvedSpec> = fc.oneof(
  fc.record({
    type: fc.constant('classify' as const),
    dataset: fc.constant('rows.jsonl'),
    judge,
    labels: fc.array(label, { minLength: 2, maxLength: 4 }),
    pass_labels: fc.array(label, { minLength: 1, maxLength: 2 }),
    model_to_evaluate: responder,
  }),
  fc.record({
    type: fc.constant('score' as const),
    dataset: fc.constant('rows.jsonl'),
    judge,
    min_score: fc.constantFrom(-1, 0, 0.5),
    max_score: fc.constantFrom(1, 10, 1e21),
    pass_threshold: fc.constantFrom(0.5, 1),
    model_to_evaluate: responder,
  }),
  fc.record(
    {
      type: fc.constant('compare' as const),
      dataset: fc.constant('rows.jsonl'),
      judge,
      model_a: responder,
      model_b: responder,
      disable_position_bias_correction: fc.constant(true),
    },
    { requiredKeys: ['type', 'dataset', 'judge', 'model_a', 'model_b'] },
  ),
);
