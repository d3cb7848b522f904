import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compareProtocol } from '../../../src/shared/compareProtocol.js';
import { datasetProtocol } from '../../../src/shared/datasetProtocol.js';
import { labelsProtocol } from '../../../src/shared/labelsProtocol.js';
import { preflightProtocol } from '../../../src/shared/preflightProtocol.js';
import { previewProtocol } from '../../../src/shared/previewProtocol.js';
import { resultsProtocol } from '../../../src/shared/protocol.js';
import { createCaller, createResponder } from '../../../src/shared/rpc.js';
import type { Handlers, Protocol } from '../../../src/shared/rpc.js';
import { proven } from '../../security/proofs.js';
import { changedValue, schemaValues } from '../../security/schemaValues.js';

const PROTOCOLS: Readonly<Record<string, Protocol>> = {
  compare: compareProtocol,
  dataset: datasetProtocol,
  labels: labelsProtocol,
  preflight: preflightProtocol,
  preview: previewProtocol,
  results: resultsProtocol,
};
const SEED = 9;
const RUNS_A_MEMBER = 60;

/** Names that every object has. */
const INHERITED = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', ''];

/** Of a protocol's message: valid, damaged, or anything at all. */
function payloads(valid: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof(valid, valid.chain(changedValue), valid.chain(changedValue), fc.anything());
}

describe('messages of the views', function () {
  this.timeout(60_000);

  it('reach no handler of the extension unless they are of the protocol, and never throw', async () => {
    let tried = 0;
    let refused = 0;
    for (const [view, protocol] of Object.entries(PROTOCOLS)) {
      for (const method of [...Object.keys(protocol.methods), ...INHERITED]) {
        const schema = Object.hasOwn(protocol.methods, method)
          ? protocol.methods[method]?.request
          : undefined;
        const params = schema ? payloads(schemaValues(schema)) : fc.anything();
        await fc.assert(
          fc.asyncProperty(params, fc.oneof(fc.nat(), fc.anything()), async (request, id) => {
            const reached: unknown[] = [];
            const answers: unknown[] = [];
            const handlers = new Proxy(
              {},
              {
                // Whatever the method: what came, and then nothing to say.
                get: () => (value: unknown) => {
                  reached.push(value);
                  throw new Error('said');
                },
              },
            );
            const responder = createResponder(protocol, {
              handlers,
              post: (answer) => answers.push(answer),
            });
            await responder.receive({ type: 'request', id, method, params: request });
            tried++;
            if (reached.length === 0) refused++;
            const isValid = schema?.safeParse(request).success === true;
            assert.equal(reached.length, isValid && isNumber(id) ? 1 : 0, `${view}.${method}`);
            assert.equal(answers.length, isNumber(id) ? 1 : 0);
            for (const answer of answers) {
              assert.deepEqual(Object.keys(answer as object), ['type', 'id', 'message']);
            }
          }),
          { seed: SEED, numRuns: RUNS_A_MEMBER },
        );
      }
    }
    assert.equal(({} as { polluted?: unknown }).polluted, undefined);
    proven({
      area: 'Views',
      claim:
        'A message that is not of a view’s protocol reaches no handler of the extension, and none makes it throw',
      test: 'test/unit/shared/messages.test.ts',
      figure: `${tried.toLocaleString('en')} requests to ${Object.keys(PROTOCOLS).length} views, ${refused.toLocaleString('en')} of them refused`,
    });
  });

  it('reach no listener of a view unless they are of the protocol, and never throw', async () => {
    let tried = 0;
    let told = 0;
    for (const [view, protocol] of Object.entries(PROTOCOLS)) {
      for (const event of [...Object.keys(protocol.events), ...INHERITED]) {
        const schema = Object.hasOwn(protocol.events, event) ? protocol.events[event] : undefined;
        const values = schema ? payloads(schemaValues(schema)) : fc.anything();
        fc.assert(
          fc.property(values, (value) => {
            const heard: unknown[] = [];
            const caller = createCaller(protocol, () => undefined);
            caller.on(event, (one) => heard.push(one));
            caller.receive({ type: 'event', name: event, value });
            tried++;
            told += heard.length;
            const isValid = schema?.safeParse(value).success === true;
            assert.equal(heard.length, isValid ? 1 : 0, `${view}.${event}`);
          }),
          { seed: SEED, numRuns: RUNS_A_MEMBER },
        );
      }
      for (const [method, { reply }] of Object.entries(protocol.methods)) {
        await fc.assert(
          fc.asyncProperty(payloads(schemaValues(reply)), async (value) => {
            const caller = createCaller(protocol, () => undefined);
            const called = caller.call(method, {}).then(
              () => 'resolved',
              (error: unknown) => String(error),
            );
            caller.receive({ type: 'reply', id: 1, ok: true, value });
            // A second answer to the same question is nobody's.
            caller.receive({ type: 'failure', id: 1, message: 'late' });
            tried++;
            const isValid = reply.safeParse(value).success;
            assert.equal(
              await called,
              isValid ? 'resolved' : `Error: The answer to “${method}” can't be read.`,
            );
          }),
          { seed: SEED, numRuns: RUNS_A_MEMBER },
        );
      }
      fc.assert(
        fc.property(fc.anything(), (message) => {
          createCaller(protocol, () => undefined).receive(message);
          tried++;
        }),
        { seed: SEED, numRuns: RUNS_A_MEMBER },
      );
    }
    assert.ok(told > 0);
    proven({
      area: 'Views',
      claim:
        'A view takes nothing from the extension that is not of its protocol, and no message makes it throw',
      test: 'test/unit/shared/messages.test.ts',
      figure: `${tried.toLocaleString('en')} messages to ${Object.keys(PROTOCOLS).length} views`,
    });
  });

  const tooLarge: readonly (readonly [name: string, text: unknown])[] = [
    ['more values than a view asks with', Array.from({ length: 200_001 }, () => 0)],
    ['a text of 65 MB', 'x'.repeat(65 * 1024 ** 2)],
    ['33 levels', Array.from({ length: 33 }).reduce((inside) => [inside], 0)],
    ['names of fields that are long', { ['x'.repeat(65 * 1024 ** 2)]: 1 }],
  ];
  for (const [name, text] of tooLarge) {
    it(`are refused before they are read where they have ${name}`, async () => {
      const answers: unknown[] = [];
      const responder = createResponder(resultsProtocol, {
        handlers: new Proxy({} as Handlers<typeof resultsProtocol>, {
          get: () => () => assert.fail('reached'),
        }),
        post: (answer) => answers.push(answer),
      });
      await responder.receive({ type: 'request', id: 1, method: 'copy', params: { text } });
      assert.deepEqual(answers, [
        { type: 'failure', id: 1, message: 'The request “copy” is too large.' },
      ]);
    });
  }

  for (const name of INHERITED) {
    it(`regression: an event called “${name}” is ignored`, () => {
      const caller = createCaller(resultsProtocol, () => undefined);
      caller.receive({ type: 'event', name, value: {} });
    });
  }
});

function isNumber(value: unknown): boolean {
  // What zod takes for one.
  return typeof value === 'number' && Number.isFinite(value);
}
