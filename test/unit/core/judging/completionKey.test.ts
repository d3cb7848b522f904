import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ChatRequest } from '../../../../src/core/judging/chat.js';
import {
  completionKeys,
  missReason,
  type CompletionPlace,
} from '../../../../src/core/judging/completionKey.js';
import { sha256 } from '../../../contract/ports/completionCacheContract.js';

/** Texts of all kinds, halves of pairs among them, often the same. */
const text = fc.oneof(
  fc.constantFrom('', 'a', 'b', '1', '\ud800', '\ud801', '"', '\\', ',', 'a.b'),
  fc.string({ unit: 'binary' }),
);
const message = fc.record({
  role: fc.constantFrom('system' as const, 'user' as const, 'assistant' as const),
  content: text,
});
const schema = fc.record({
  name: fc.constantFrom('verdict', 'score'),
  schema: fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom(1, 'a', null, ['a'])),
});
const asking = fc.record(
  {
    model: text,
    messages: fc.array(message, { maxLength: 3 }),
    max_tokens: fc.constantFrom(1, 11, 100),
    temperature: fc.constantFrom(0, 1, 0.5),
    seed: fc.constantFrom(0, 1),
    schema,
    endpoint: fc.constantFrom('https://a/v1', 'https://b/v1', 'vscode:'),
    sample: fc.constantFrom('1', '2', '1b'),
  },
  {
    requiredKeys: ['model', 'messages', 'max_tokens', 'temperature', 'endpoint', 'sample'],
  },
);

type Sample = typeof asking extends fc.Arbitrary<infer T> ? T : never;

function split({ model, endpoint, sample, seed, schema, ...rest }: Sample) {
  const request: ChatRequest = {
    target: { model, model_source: 'serverless', external_api_token: '${env:KEY}' },
    ...rest,
    ...(seed !== undefined && { seed }),
    ...(schema && { schema }),
  };
  const place: CompletionPlace = { endpoint, sample };
  return { request, place };
}

function keyOf(asked: Sample) {
  const { request, place } = split(asked);
  return completionKeys(sha256)(request, place);
}

/** The same value, with the members of each object in the other order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, reversed(member)]),
  );
}

describe('the key of a completion', () => {
  it('is the same for the same request, whatever the order of members', () => {
    fc.assert(
      fc.property(asking, (asked) => {
        // Reversing members changes no type.
        assert.deepEqual(keyOf(reversed(asked) as Sample), keyOf(asked));
      }),
    );
  });

  it('is another for any two different requests', () => {
    fc.assert(
      fc.property(asking, asking, (one, other) => {
        // A record without prototype, or an order of members, is no difference.
        const same = canonical(one) === canonical(other);
        assert.equal(keyOf(one).key === keyOf(other).key, same);
      }),
      { numRuns: 500 },
    );
  });

  it('is another after any one change', () => {
    fc.assert(
      fc.property(asking, asking, fc.nat(7), (one, other, which) => {
        const names = [
          ...(['model', 'messages', 'max_tokens', 'temperature'] as const),
          ...(['seed', 'schema', 'endpoint', 'sample'] as const),
        ];
        const name = names[which] ?? 'model';
        const without = Object.entries(one).filter(([each]) => each !== name);
        const member = name in other ? [[name, other[name]]] : [];
        // The members are those of two samples.
        const changed = Object.fromEntries([...without, ...member]) as Sample;
        const same = canonical(one) === canonical(changed);
        assert.equal(keyOf(one).key === keyOf(changed).key, same);
      }),
      { numRuns: 500 },
    );
  });

  it('does not depend on whose key is sent, or on where a model is said to live', () => {
    const { request, place } = split({
      ...{ model: 'm', messages: [], max_tokens: 1, temperature: 0 },
      ...{ endpoint: 'https://a/v1', sample: '1' },
    });
    const keys = completionKeys(sha256);
    const other = { ...request, target: { model: 'm', model_source: 'dedicated' as const } };
    assert.deepEqual(keys(other, place), keys(request, place));
  });

  it('digests what the requests of a run share once', () => {
    const digested: string[] = [];
    const keys = completionKeys((text) => {
      digested.push(text);
      return sha256(text);
    });
    for (let row = 0; row < 10; row += 1) {
      const { request, place } = split({
        ...{ model: 'm', messages: [{ role: 'user', content: `${row}` }] },
        ...{ max_tokens: 1, temperature: 0, endpoint: 'https://a/v1', sample: '1' },
      });
      keys(request, place);
    }
    assert.equal(digested.length, 3 + 2 * 10);
  });
});

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join()}}`;
}

describe('missReason', () => {
  for (const [name, stored, reason] of [
    ['nothing', [], 'messages'],
    ['another endpoint', ['e2.m1.p1.1'], 'endpoint'],
    ['another model', ['e1.m2.p1.1'], 'model'],
    ['other parameters', ['e1.m1.p2.1'], 'parameters'],
    ['another repeat', ['e1.m1.p1.2'], 'repeat'],
    ['two that differ: the closest', ['e2.m2.p2.1', 'e1.m1.p2.1', 'e2.m1.p2.1'], 'parameters'],
    ['two as close: the earlier part', ['e1.m1.p2.1', 'e2.m1.p1.1'], 'endpoint'],
    ['two as close, stored the other way', ['e2.m1.p1.1', 'e1.m1.p2.1'], 'endpoint'],
    ['one that differs twice: the first part', ['e1.m2.p2.1'], 'model'],
    ['the same, unreadable', ['e1.m1.p1.1'], 'messages'],
  ] as const) {
    it(`of ${name} is ${reason}`, () => {
      assert.equal(missReason('e1.m1.p1.1', stored), reason);
    });
  }
});
