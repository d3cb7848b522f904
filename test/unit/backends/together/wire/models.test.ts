import assert from 'node:assert/strict';
import type { EndpointListResponse } from 'together-ai/resources/endpoints';
import type { ModelListResponse } from 'together-ai/resources/models/models';
import {
  readEndpoints,
  readModelNames,
  readModels,
} from '../../../../../src/backends/together/wire/models.js';
import { UserError } from '../../../../../src/core/userError.js';

const asked = { doing: 'read the list', host: 'api.example.com' };
const said = (value: unknown) => ({ status: 200, headers: {}, text: JSON.stringify(value) });

describe('wire/models', () => {
  const names: [name: string, value: unknown, expected: string[]][] = [
    ['names', { model_list: ['a', 'b'] }, ['a', 'b']],
    ['none', { model_list: [] }, []],
    ['null', { model_list: null }, []],
    ['what is no name, and names said twice', { model_list: ['a', 7, null, '', ' ', 'a'] }, ['a']],
    ['fields that are new', { model_list: ['a'], next: 'x' }, ['a']],
  ];
  for (const [name, value, expected] of names) {
    it(`reads a model list with ${name}`, () => {
      assert.deepEqual(readModelNames(said(value), asked), expected);
    });
  }

  const models: [name: string, value: unknown, length: unknown, input: unknown][] = [
    ['numbers', { context_length: 8192, pricing: { input: 0.5 } }, 8192, 0.5],
    ['texts for numbers', { context_length: '8192', pricing: { input: '0.5' } }, 8192, 0.5],
    ['nulls', { context_length: null, pricing: null, type: null }, null, undefined],
    ['a null price', { context_length: 1, pricing: { input: null } }, 1, null],
    ['nonsense', { context_length: 'many', pricing: { input: -1 }, type: 3 }, undefined, undefined],
    ['an empty text', { context_length: '', pricing: [] }, undefined, undefined],
    ['nothing but the id', {}, undefined, undefined],
  ];
  for (const [name, value, length, input] of models) {
    it(`reads a model with ${name}`, () => {
      const [model] = readModels(said([{ id: 'm', ...Object(value) }]), asked);
      assert.deepEqual([model?.context_length, model?.pricing?.input], [length, input]);
    });
  }

  it('reads what the official SDK says of models and endpoints, by its own types', () => {
    const models: ModelListResponse = [
      {
        id: 'a/b',
        object: 'model',
        created: 1,
        type: 'chat',
        display_name: 'B',
        context_length: 8192,
        pricing: { hourly: 0, base: 0, finetune: 0, input: 1, output: 2, cached_input: 0.5 },
      },
    ];
    const endpoints: EndpointListResponse = {
      object: 'list',
      data: [
        {
          id: 'endpoint-1',
          object: 'endpoint',
          name: 'me/b-1',
          model: 'a/b',
          type: 'dedicated',
          owner: 'me',
          state: 'STOPPED',
          created_at: '2026-09-21T14:13:20Z',
        },
      ],
    };
    assert.deepEqual(readModels(said(models), asked), models);
    assert.deepEqual(readEndpoints(said(endpoints), asked), endpoints.data);
  });

  it('leaves out what is no model, from a bare array as from an object', () => {
    const items = [{ id: 'a' }, { id: '' }, {}, null, 'b', { id: 4 }];
    const read = [items, { object: 'list', data: items }].map((value) =>
      readModels(said(value), asked).map(({ id }) => id),
    );
    assert.deepEqual(read, [['a'], ['a']]);
  });

  it('reads an endpoint of an unknown state, and one with null for all but its id', () => {
    const data = [
      { id: 'ep_1', state: 'HIBERNATING' },
      { id: 'ep_2', name: null, model: null, state: null },
    ];
    const read = readEndpoints(said({ object: 'list', data }), asked);
    assert.deepEqual(
      read.map(({ id, state }) => [id, state]),
      [
        ['ep_1', 'HIBERNATING'],
        ['ep_2', null],
      ],
    );
  });

  const broken: [name: string, read: () => unknown][] = [
    ['a page', () => readModels({ status: 200, headers: {}, text: '<html>' }, asked)],
    ['an object without data', () => readModels(said({ models: [] }), asked)],
    ['a list of names of another name', () => readModelNames(said({ models: ['a'] }), asked)],
    ['a bare list of names', () => readModelNames(said(['a']), asked)],
  ];
  for (const [name, read] of broken) {
    it(`can't read ${name}`, () => {
      assert.throws(read, (error) => error instanceof UserError && error.kind === 'bad_reply');
    });
  }
});
