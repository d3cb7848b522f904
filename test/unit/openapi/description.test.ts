import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { checkExchanges } from '../../openapi/checkExchanges.js';
import { readDescription } from '../../openapi/description.js';
import type { Checked, Exchange } from '../../openapi/description.js';

const description = readDescription(
  readFileSync(new URL('../../fixtures/openapi/library.yaml', import.meta.url), 'utf8'),
);
const none = { type: '', content: undefined };
const json = (content: unknown) => ({ type: 'application/json', content });
const form = (content: unknown) => ({ type: 'multipart/form-data', content });

const exchange = (
  line: string,
  reply: Exchange['reply'],
  rest: Partial<Pick<Exchange, 'request' | 'status'>> = {},
): Exchange => {
  const [method = '', url = ''] = line.split(' ');
  const { pathname, searchParams } = new URL(url, 'http://127.0.0.1');
  return {
    method,
    path: pathname,
    query: searchParams,
    request: none,
    status: 200,
    reply,
    ...rest,
  };
};

describe('holding exchanges against an OpenAPI description', () => {
  const cases: readonly (readonly [string, Exchange, Checked])[] = [
    [
      'a good list',
      exchange('GET /books?mine=true&limit=2', json([{ id: 'a', pages: null }])),
      { operation: 'GET /books', violations: [], beyond: [] },
    ],
    [
      'a query that is missing, of another type, not described',
      exchange('GET /books?limit=two&sort=up', json([])),
      {
        operation: 'GET /books',
        violations: [
          'query: sort is not described',
          'query: limit must be integer',
          'query: mine is missing',
        ],
        beyond: [],
      },
    ],
    [
      'a reply without what is required, of another type, with more',
      exchange('GET /books/7', json({ pages: '12', author: { name: 'A', born: 1900 } })),
      {
        operation: 'GET /books/{id}',
        violations: [
          "reply 200: must have required property 'id'",
          'reply 200: /pages must be integer',
          'reply 200: /pages must be null',
          'reply 200: /pages must match a schema in anyOf',
        ],
        beyond: ['reply 200: author.born'],
      },
    ],
    [
      'a body that fits two alternatives',
      exchange('GET /books/7', json({ id: '7', form: { bound: true } })),
      { operation: 'GET /books/{id}', violations: [], beyond: [] },
    ],
    [
      'a path without a variable before one with',
      exchange('GET /books/newest', json('a')),
      { operation: 'GET /books/newest', violations: [], beyond: [] },
    ],
    [
      'a form without a field',
      exchange('POST /books', json({ id: 'a' }), { request: form({ title: 'T' }) }),
      {
        operation: 'POST /books',
        violations: ["request: must have required property 'file'"],
        beyond: [],
      },
    ],
    [
      'a body of another media type',
      exchange('POST /books', json({ id: 'a' }), { request: json({ title: 'T', file: 'F' }) }),
      {
        operation: 'POST /books',
        violations: ['request is application/json, described is multipart/form-data'],
        beyond: [],
      },
    ],
    [
      'a status that is not described',
      exchange('GET /books/7', json({}), { status: 404 }),
      {
        operation: 'GET /books/{id}',
        violations: ['reply: status 404 is not described'],
        beyond: [],
      },
    ],
    [
      'a path that is not described',
      exchange('GET /shelves', json([])),
      { operation: undefined, violations: [], beyond: [] },
    ],
    [
      'a method that is not described',
      exchange('DELETE /books/7', json({})),
      { operation: undefined, violations: [], beyond: [] },
    ],
  ];
  for (const [name, given, expected] of cases) {
    it(name, () => assert.deepEqual(description.check(given), expected));
  }

  it('counts, names what was not used or not described, and lets known deviations pass', () => {
    const exchanges = [
      exchange('GET /books/7', json({ id: '7', weight: 2 })),
      exchange('GET /books/8', json({}), { status: 404 }),
      exchange('GET /books/8', json({ pages: 1 })),
      exchange('GET /shelves', json([])),
    ];
    const deviation = {
      operation: /^GET/,
      violation: /404/,
      why: 'it says nothing of what is not there',
    };
    const unmet = { operation: /^GET/, violation: /500/, why: 'never met' };
    assert.deepEqual(checkExchanges(description, exchanges, [deviation, unmet]), {
      operations: [
        {
          operation: 'GET /books/{id}',
          exchanges: 3,
          violations: ["reply 200: must have required property 'id'"],
        },
      ],
      unused: ['GET /books', 'POST /books', 'GET /books/newest'],
      undescribed: ['GET /shelves'],
      beyond: ['GET /books/{id} reply 200: weight'],
      deviations: [deviation],
    });
  });
});
