import assert from 'node:assert/strict';
import { listForRun } from '../../../../src/cli/run/listForRun.js';
import type { ModelList } from '../../../../src/core/models/modelList.js';
import type { ModelLists } from '../../../../src/core/models/modelLists.js';
import type { GavelServices } from '../../../../src/core/services.js';
import { UserError } from '../../../../src/core/userError.js';

const LAST: ModelList = { fetchedAt: 1, models: [], problems: [] };
const FRESH: ModelList = { fetchedAt: 2, models: [], problems: [] };
const signal = new AbortController().signal;

/** A service whose list comes as `current` says; `last` is the one that is kept. */
function servicesOf(current: ModelLists['current']) {
  let asked = 0;
  const lists: ModelLists = {
    last: () => Promise.resolve(LAST),
    current: (...args) => {
      asked += 1;
      return current(...args);
    },
    refresh: () => Promise.reject(new Error('nobody asked for this')),
    forget: () => {},
  };
  // What it uses, and no more.
  const services = { modelLists: () => Promise.resolve(lists) } as unknown as GavelServices;
  return { services, asked: () => asked };
}

/** Never answers; ends with the wait. */
const silent: ModelLists['current'] = (_, stop) =>
  new Promise((_resolve, reject) => {
    const end = () => reject(stop?.reason as Error);
    if (stop?.aborted) end();
    stop?.addEventListener('abort', end);
  });

describe('the list of models for a run', () => {
  it('is the current one', async () => {
    const { services } = servicesOf(() => Promise.resolve({ list: FRESH }));
    assert.equal(await listForRun('local', { services, signal }), FRESH);
  });

  it('regression: is the last one where none comes in time, and is not waited for again', async function () {
    this.timeout(10_000);
    const { services, asked } = servicesOf(silent);
    assert.equal(await listForRun('local', { services, signal }), LAST);
    assert.equal(await listForRun('together', { services, signal }), LAST);
    assert.equal(asked(), 1);
  });

  it('is none where the service refuses, which is no reason to stop', async () => {
    const { services } = servicesOf(() => Promise.reject(new UserError('auth', 'no key')));
    assert.equal(await listForRun('local', { services, signal }), undefined);
  });

  it('ends with the command', async () => {
    const { services } = servicesOf(silent);
    const stop = new AbortController();
    const waiting = listForRun('local', { services, signal: stop.signal });
    stop.abort(new UserError('cancelled', 'interrupted'));
    await assert.rejects(waiting, /interrupted/);
  });

  it('of the demo is not asked for', async () => {
    const { services, asked } = servicesOf(silent);
    assert.equal(await listForRun('demo', { services, signal }), LAST);
    assert.equal(asked(), 0);
  });
});
