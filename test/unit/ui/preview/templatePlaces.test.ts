import assert from 'node:assert/strict';
import { parseSpec } from '../../../../src/core/spec/parseSpec.js';
import { createTemplatePlaces, placeLabel } from '../../../../src/ui/preview/templatePlaces.js';

const SPEC = [
  'type: score',
  'dataset: rows.jsonl',
  'min_score: 1',
  'max_score: 10',
  'pass_threshold: 5',
  'model_to_evaluate:',
  '  model: m',
  '  model_source: serverless',
  '  system_template: { file: shared.jinja }',
  '  input_template: "Say\\n\\"{{ question }}\\""',
  'judge:',
  '  model: j',
  '  model_source: serverless',
  '  system_template: |',
  '    Judge.',
  '    {{ question }}',
].join('\n');
const FILE = 'One\r\n{{ policy }}\nthree';

function places(text = SPEC) {
  return createTemplatePlaces({
    parsed: parseSpec(text, '/w/a.eval.yaml'),
    specPath: '/w/a.eval.yaml',
    specText: text,
    resolve: (file) => `/w/${file}`,
    fileTexts: new Map([['/w/shared.jinja', FILE]]),
  });
}

describe('templatePlaces', () => {
  const spots: [name: string, field: string, text: string, label: string, found: string][] = [
    [
      'a file',
      'model_to_evaluate.system_template',
      '{{ policy }}',
      'shared.jinja:2',
      '{{ policy }}',
    ],
    ['a YAML block', 'judge.system_template', '{{ question }}', 'a.eval.yaml:16', '{{ question }}'],
    [
      'a quoted string with escapes',
      'model_to_evaluate.input_template',
      '{{ question }}',
      'a.eval.yaml:10',
      '{{ question }}',
    ],
  ];
  const templates: Record<string, string> = {
    'model_to_evaluate.system_template': FILE,
    'model_to_evaluate.input_template': 'Say\n"{{ question }}"',
    'judge.system_template': 'Judge.\n{{ question }}\n',
  };
  for (const [name, field, text, label, found] of spots) {
    it(`leads to ${name} and back`, () => {
      const start = (templates[field] ?? '').indexOf(text);
      const span = { start, end: start + text.length };
      const place = places().place({ field, ...span });
      assert.ok(place);
      assert.equal(placeLabel(place), label);
      const source = place.path === '/w/shared.jinja' ? FILE : SPEC;
      const lines = source.split('\n');
      const { start: from, end: to } = place.range;
      assert.equal((lines[from.line - 1] ?? '').slice(from.column - 1, to.column - 1), found);
      const offset = lines.slice(0, from.line - 1).join('\n').length + from.column;
      assert.deepEqual(places().at(place.path, { start: offset, end: offset }), [
        { field, start, end: start },
      ]);
    });
  }

  const lines: [field: string, line: number | null, label: string][] = [
    ['judge.system_template', 2, 'a.eval.yaml:16'],
    ['judge.system_template', null, 'a.eval.yaml:15'],
    ['model_to_evaluate.system_template', 3, 'shared.jinja:3'],
    ['model_to_evaluate.system_template', 99, 'shared.jinja:3'],
    ['model_to_evaluate.input_template', 2, 'a.eval.yaml:10'],
    ['model_to_evaluate', null, 'a.eval.yaml:7'],
  ];
  for (const [field, line, label] of lines) {
    it(`finds line ${line} of ${field}`, () => {
      assert.equal(placeLabel(places().line(field, line)), label);
    });
  }

  it('knows no template outside of them', () => {
    assert.deepEqual(places().at('/w/a.eval.yaml', { start: 3, end: 3 }), []);
    assert.deepEqual(places().at('/w/other.jinja', { start: 0, end: 0 }), []);
  });
});
