import assert from 'node:assert/strict';
import fc from 'fast-check';
import { plainMessages } from '../../../../src/core/judging/messageParts.js';
import { rowRequests } from '../../../../src/core/judging/rowRequests.js';
import {
  messagePieces,
  printedUndefined,
  tracedRequests,
} from '../../../../src/core/judging/tracedRequests.js';
import type { PieceOrigin } from '../../../../src/core/judging/tracedRequests.js';
import type { ResolvedSpec } from '../../../../src/core/spec/evalSpec.js';
import { classify, compare, model, onePass, score } from './specs.js';

const row = {
  row: 1,
  values: { question: '1+1?', answer: '2', old: 'Two', new: '2', tags: ['a', 'b'] },
};

const specs: [name: string, spec: ResolvedSpec][] = [
  ['a response of the dataset', classify],
  ['a generated response', { ...score, model_to_evaluate: model }],
  ['both orders', compare],
  ['one order', onePass],
  ['two prompts', { ...compare, model_a: model, model_b: { ...model, input_template: 'x' } }],
  ['one prompt for two', { ...compare, model_a: model, model_b: model }],
  ['a blank system message', { ...classify, judge: { ...classify.judge, system_template: ' ' } }],
];

/** Each piece as its text, where it comes from, and the columns behind it. */
function told(spec: ResolvedSpec, request: number, message: number): [string, string][] {
  const { built, traces } = tracedRequests(spec, row);
  assert.ok(built.ok);
  const composed = built.requests[request]?.composed[message];
  assert.ok(composed);
  return messagePieces(composed, traces).map(({ start, end, origin }) => [
    composed.content.slice(start, end).replace(/\b[0-9a-f]{32}\b/g, '<marker>'),
    originText(origin),
  ]);
}

function originText(origin: PieceOrigin): string {
  switch (origin.kind) {
    case 'template':
      return `${origin.field} ${origin.template.start}-${origin.template.end} ${origin.columns.join()}`;
    case 'column':
      return `column ${origin.column}`;
    case 'generated':
      return `generated ${origin.model}`;
    default:
      return origin.kind;
  }
}

describe('tracedRequests', () => {
  for (const [name, spec] of specs) {
    it(`traces what rowRequests makes, letter for letter: ${name}`, () => {
      const { built } = tracedRequests(spec, row);
      const plain = rowRequests(spec, row);
      assert.ok(built.ok && plain.ok);
      assert.deepEqual(
        built.requests.map(({ request }) => request),
        plain.requests.map(({ request }) => request),
      );
    });

    it(`covers each message with pieces, without gaps: ${name}`, () => {
      const { built, traces } = tracedRequests(spec, row);
      assert.ok(built.ok);
      for (const { composed, messages } of built.requests) {
        assert.deepEqual(plainMessages(composed), messages);
        for (const message of composed) {
          let at = 0;
          for (const { start, end } of messagePieces(message, traces)) {
            assert.equal(start, at);
            assert.ok(end > start);
            at = end;
          }
          assert.equal(at, message.content.length);
        }
      }
    });
  }

  it('sends the same whatever the templates and the texts are', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '{{ question }}',
        '{% for t in tags %}{{ t }},{% endfor %}',
        '{{ a.b }}',
        '{%',
      ),
    );
    fc.assert(
      fc.property(text, text, text, (rubric, input, answer) => {
        const judge = { ...classify.judge, system_template: rubric };
        const spec = { ...compare, judge, model_a: { ...model, input_template: input } };
        const given = { row: 1, values: { ...row.values, new: answer } };
        const { built } = tracedRequests(spec, given);
        const plain = rowRequests(spec, given);
        assert.deepEqual(
          built.ok ? built.requests.map(({ request }) => request) : built.error,
          plain.ok ? plain.requests.map(({ request }) => request) : plain.error,
        );
      }),
    );
  });

  it('tells the template, its place and the columns behind each piece', () => {
    const judge = { ...classify.judge, system_template: 'Q: {{ question | upper }}{{ tags[1] }}.' };
    assert.deepEqual(told({ ...classify, judge }, 0, 0), [
      ['Q: ', 'judge.system_template 0-3 '],
      ['1+1?', 'judge.system_template 6-22 question'],
      ['b', 'judge.system_template 28-35 tags'],
      ['.', 'judge.system_template 38-39 '],
    ]);
  });

  it('tells the fenced response, the prompt that asked for it, the frame and the instruction', () => {
    const spec = { ...onePass, model_b: model };
    const pieces = told(spec, 1, 1).filter(([, origin]) => origin !== 'frame');
    assert.deepEqual(pieces.slice(0, -1), [
      ['Two', 'column old'],
      ['Q: ', 'model_b.input_template 0-3 '],
      ['1+1?', 'model_b.input_template 6-14 question'],
      ['[the response of small-model will stand here]', 'generated small-model'],
    ]);
    const [instruction, origin] = pieces.at(-1) ?? [];
    assert.equal(origin, 'instruction');
    assert.match(instruction ?? '', /^Choose the better one of RESPONSE A and RESPONSE B\./);
  });

  it('tells which printed names the row has not, and not those that were asked for on purpose', () => {
    const system_template = '{{ nope }}{% if gone %}x{% endif %}{{ other | default("") }}';
    const spec = { ...classify, judge: { ...classify.judge, system_template } };
    assert.deepEqual(
      printedUndefined(tracedRequests(spec, row).traces).map(({ field, name, kind }) => [
        field,
        name,
        kind,
      ]),
      [['judge.system_template', 'nope', 'name']],
    );
  });
});
