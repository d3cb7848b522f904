import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Document, parse, Scalar, visit } from 'yaml';
import { parseSpec } from '../../../../src/core/spec/parseSpec.js';
import type { InlineTemplate } from '../../../../src/core/spec/templateField.js';

const MARK = '«»';

/** The one template of a spec whose text has `«` and `»` around what is looked for. */
function only(text: string, path: string): InlineTemplate {
  const [template, ...others] = parseSpec(text, path).templates;
  assert.ok(template);
  assert.deepEqual(others, []);
  return template;
}

const json = (value: string): string => `{ "judge": { "system_template": ${value} } }`;
const yaml = (value: string): string => `judge:\n  system_template: ${value}\n  model: m\n`;

/** Name, file, the template's text, and what in the file stands for `{{ x }}`. */
const written: readonly [name: string, path: string, file: string, text: string, tag: string][] = [
  ['JSON', 'a.eval.json', json('"a {{ x }} b"'), 'a {{ x }} b', '{{ x }}'],
  [
    'JSON with escapes',
    'a.eval.json',
    json(String.raw`"\u00e9\n\"{{ x }}\" \/ \ud83e\udd89"`),
    'é\n"{{ x }}" / 🦉',
    '{{ x }}',
  ],
  [
    'JSON with escapes inside of the tag',
    'a.eval.json',
    json(String.raw`"{\u007b\tx }}"`),
    '{{\tx }}',
    String.raw`{\u007b\tx }}`,
  ],
  ['YAML plain', 'a.eval.yaml', yaml('a {{ x }} b'), 'a {{ x }} b', '{{ x }}'],
  [
    'YAML plain over lines',
    'a.eval.yaml',
    yaml('a  \n    {{\n      x }}\n\n    b # no'),
    'a {{ x }}\nb',
    '{{\n      x }}',
  ],
  ['YAML single-quoted', 'a.eval.yaml', yaml("'it''s {{ x }}'"), "it's {{ x }}", '{{ x }}'],
  [
    'YAML single-quoted over lines',
    'a.eval.yaml',
    yaml("'it''s \n\n\n   {{ x }} '"),
    "it's\n\n{{ x }} ",
    '{{ x }}',
  ],
  [
    'YAML double-quoted',
    'a.eval.yaml',
    yaml(String.raw`"\x41\u00e9\U0001F989\n\_\"{{ x }}\""`),
    'Aé🦉\n\u00a0"{{ x }}"',
    '{{ x }}',
  ],
  [
    'YAML double-quoted over lines',
    'a.eval.yaml',
    yaml('"a \\\n    b\n\n    {{ x\n    }} c"'),
    'a b\n{{ x }} c',
    '{{ x\n    }}',
  ],
  [
    'YAML |',
    'a.eval.yaml',
    yaml('|\n    a\n      {{ x }}\n\n    b\n'),
    'a\n  {{ x }}\n\nb\n',
    '{{ x }}',
  ],
  ['YAML |- with a comment', 'a.eval.yaml', yaml('|- # why\n    {{ x }}\n'), '{{ x }}', '{{ x }}'],
  ['YAML |+', 'a.eval.yaml', yaml('|+\n    {{ x }}\n\n\n'), '{{ x }}\n\n\n\n', '{{ x }}'],
  ['YAML |1', 'a.eval.yaml', yaml('|1\n    {{ x }}\n'), ' {{ x }}\n', '{{ x }}'],
  [
    'YAML | at the end',
    'a.eval.yaml',
    'judge:\n system_template: |\n  {{ x }}',
    '{{ x }}\n',
    '{{ x }}',
  ],
  [
    'YAML | with CRLF',
    'a.eval.yaml',
    yaml('|\n    a\n\n    {{ x }}\n').replaceAll('\n', '\r\n'),
    'a\n\n{{ x }}\n',
    '{{ x }}',
  ],
  [
    'YAML >',
    'a.eval.yaml',
    yaml('>\n    a {{\n    x }}\n    b\n\n    c\n      d\n    e\n'),
    'a {{ x }} b\nc\n  d\ne\n',
    '{{\n    x }}',
  ],
  ['YAML >2-', 'a.eval.yaml', yaml('>2-\n       {{ x }}\n    b\n'), '   {{ x }}\nb', '{{ x }}'],
  [
    'YAML, an alias',
    'a.eval.yaml',
    'name: &t "é {{ x }}"\njudge:\n  system_template: *t\n',
    'é {{ x }}',
    '{{ x }}',
  ],
];

describe('templates that stand in a spec', () => {
  for (const [name, path, file, text, tag] of written) {
    it(`${name}: text and place`, () => {
      const template = only(file, path);
      const start = text.search(/\{\{/);
      const span = { start, end: text.indexOf('}}') + 2 };
      const place = template.fileSpan(span);
      assert.deepEqual(
        { path: template.path, text: template.text, tag: file.slice(place.start, place.end) },
        { path: ['judge', 'system_template'], text, tag },
      );
      assert.deepEqual(template.templateSpan(place), span);
    });
  }

  for (const [name, path, file, text] of written) {
    it(`${name}: a change is written as its text is`, () => {
      const template = only(file, path);
      const at = text.indexOf('}}');
      const place = template.fileOffset(at);
      const added = `| default('"')\t`;
      const changed = file.slice(0, place) + template.written(added) + file.slice(place);
      assert.equal(only(changed, path).text, text.slice(0, at) + added + text.slice(at));
    });
  }

  it('a change of more lines keeps the indentation of its block', () => {
    const file = 'judge:\n  system_template: |\n    a\n  model: m\n';
    const { end, written } = only(file, 'a.eval.yaml');
    const changed = file.slice(0, end - 1) + written('\nb\nc') + file.slice(end - 1);
    assert.equal(only(changed, 'a.eval.yaml').text, 'a\nb\nc\n');
  });

  it('knows where its text begins and ends', () => {
    const places = [
      ['a.eval.json', json(`"${MARK}"`)],
      ['a.eval.yaml', yaml(`"${MARK}"`)],
      ['a.eval.yaml', yaml(`'${MARK}'`)],
      ['a.eval.yaml', yaml(MARK)],
    ].map(([path = '', file = '']) => {
      const { start, end, templateOffset } = only(file, path);
      const offsets = [start - 1, start, start + 1, end, end + 1];
      return [file.slice(start, end), ...offsets.map(templateOffset)];
    });
    assert.deepEqual(
      places,
      places.map(() => [MARK, undefined, 0, 1, 2, undefined]),
    );
  });

  it('takes a line that has only its indentation yet for the end of a block', () => {
    const file = 'judge:\n  system_template: |\n    {{ x }}\n    \n  model: m\n';
    const { templateOffset } = only(file, 'a.eval.yaml');
    const line = file.indexOf('    \n');
    assert.deepEqual([line + 4, line + 5].map(templateOffset), [8, undefined]);
  });

  it('finds each field, and none that names a file', () => {
    const file = `model_a: { system_template: a, input_template: b }
model_b: { system_template: { file: c.jinja }, input_template: d }
judge: { system_template: e }
`;
    const found = parseSpec(file, 'a.eval.yaml').templates.map(({ path, text }) => [...path, text]);
    assert.deepEqual(found, [
      ['judge', 'system_template', 'e'],
      ['model_a', 'system_template', 'a'],
      ['model_a', 'input_template', 'b'],
      ['model_b', 'input_template', 'd'],
    ]);
  });

  const characters = fc.string({
    unit: fc.constantFrom(
      ...[
        'a',
        'b',
        ' ',
        '  ',
        '\n',
        '\n\n',
        '\t',
        '{{',
        '}}',
        '"',
        "'",
        '\\',
        '#',
        ': ',
        'é',
        '🦉',
      ],
      ...['\u2028', '\u0000', '- ', '%', '\u00a0', '|', '\u0085', '\r\n'],
    ),
    maxLength: 24,
  });
  const styles = [
    Scalar.PLAIN,
    Scalar.QUOTE_SINGLE,
    Scalar.QUOTE_DOUBLE,
    Scalar.BLOCK_LITERAL,
    Scalar.BLOCK_FOLDED,
  ] as const;

  it('as YAML writes them in any style: every character maps back to itself', () => {
    fc.assert(
      fc.property(
        fc.record({
          text: characters,
          style: fc.constantFrom(...styles),
          lineWidth: fc.constantFrom(0, 8, 20),
          indent: fc.integer({ min: 1, max: 4 }),
          crlf: fc.boolean(),
        }),
        ({ text, style, lineWidth, indent, crlf }) => {
          const document = new Document({ judge: { system_template: text, model: 'm' } });
          visit(document, {
            Scalar(key, node) {
              if (key === 'value' && node.value === text) node.type = style;
            },
          });
          const plain = document.toString({ lineWidth, indent, minContentWidth: 0 });
          checkPlaces(crlf ? plain.replaceAll('\n', '\r\n') : plain, 'a.eval.yaml');
        },
      ),
      { numRuns: 400 },
    );
  });

  it('as a person may write YAML: every character maps back to itself', () => {
    const header = fc.constantFrom('', '"', "'", '|', '>', '|-', '>-', '|+', '>+', '|1', '>2');
    const line = fc.string({
      unit: fc.constantFrom(
        'a',
        'b',
        ' ',
        '\t',
        '{{ x }}',
        "''",
        '\\n',
        '\\"',
        '\\u0041',
        '\\U0001F989',
        '\\xe9',
        '\\\n',
      ),
      maxLength: 8,
    });
    fc.assert(
      fc.property(header, fc.array(line, { maxLength: 6 }), (opening, lines) => {
        const isBlock = /^[|>]/.test(opening);
        const body = isBlock
          ? lines.map((text) => `\n  ${text}`)
          : lines.map((text) => `${text}\n `);
        const closing = isBlock ? '\n' : opening;
        checkPlaces(
          `judge:\n system_template: ${opening}${body.join('')}${closing}\n model: m\n`,
          'a.eval.yaml',
        );
      }),
      { numRuns: 400 },
    );
  });

  it('as JSON in any spelling: every character maps back to itself', () => {
    const unit = fc.oneof(
      fc.constantFrom(
        '\\n',
        '\\"',
        '\\\\',
        '\\/',
        '\\u0041',
        '\\ud83e\\udd89',
        '🦉',
        'a',
        ' ',
        '{{',
      ),
      fc.string({ minLength: 1, maxLength: 1 }).map((char) => JSON.stringify(char).slice(1, -1)),
    );
    fc.assert(
      fc.property(fc.array(unit), (units) =>
        checkPlaces(json(`"${units.join('')}"`), 'a.eval.json'),
      ),
    );
  });
});

function checkPlaces(file: string, path: string): void {
  const { templates, problems } = parseSpec(file, path);
  if (problems.some(({ code }) => code === 'syntax' || code === 'duplicate-key')) return;
  // The file as YAML reads it, which JSON is part of.
  const read = parse(file, { logLevel: 'silent' }) as { judge?: { system_template?: unknown } };
  const text = read.judge?.system_template;
  assert.deepEqual(
    templates.map((template) => template.text),
    typeof text === 'string' ? [text] : [],
  );
  for (const template of templates) {
    const { text, start, end, fileOffset, templateOffset, fileSpan, templateSpan } = template;
    let last = start;
    for (let unit = 0; unit < text.length; unit += 1) {
      const span = fileSpan({ start: unit, end: unit + 1 });
      // The break that YAML adds to a block at the file's very end stands for nothing in the file.
      const isAdded = span.start === file.length;
      assert.ok(last <= span.start && (span.start < span.end || isAdded), JSON.stringify(span));
      last = fileOffset(unit + 1) === span.start ? span.start : span.end;
      // Both halves of one escaped character stand at its escape.
      const half = /[\udc00-\udfff]/.test(text.charAt(unit)) && fileOffset(unit - 1) === span.start;
      assert.equal(templateOffset(fileOffset(unit)), half ? unit - 1 : unit);
      if (span.end - span.start === 1) {
        const meant = file.charAt(span.start);
        assert.equal(
          /\s/.test(meant) && text.charAt(unit) === ' ' ? ' ' : meant,
          text.charAt(unit),
        );
      }
    }
    assert.ok(last <= end);
    const whole = { start: 0, end: text.length };
    assert.deepEqual(templateSpan(fileSpan(whole)), whole);
  }
}
