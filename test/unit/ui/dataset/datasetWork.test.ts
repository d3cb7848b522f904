import assert from 'node:assert/strict';
import type { Match, OpenDataset, StepOptions } from '../../../../src/core/dataset/openDataset.js';
import { createDatasetWork, type DatasetWork } from '../../../../src/ui/dataset/datasetWork.js';

const options: StepOptions = {
  query: { filters: [], order: null },
  find: { text: 'late', matchCase: false, wholeWord: false, regex: false },
  place: 0,
  backwards: false,
};
const match: Match = { row: 7, place: 7, column: 0, ordinal: 1 };

/** Work on a dataset in which a match is looked for until `found` is called or it is ended. */
function searching(): { readonly work: DatasetWork; found(): void } {
  const finds: (() => void)[] = [];
  const step: OpenDataset['step'] = (_, signal) =>
    new Promise((resolve, reject) => {
      finds.push(() => resolve(match));
      signal?.addEventListener('abort', () => reject(new Error('ended')));
    });
  // Nothing else of a dataset is used here.
  const dataset = { step } as OpenDataset;
  const work = createDatasetWork({
    open: () => Promise.resolve(dataset),
    version: () => 1,
    emit: () => undefined,
    describe: String,
  });
  return { work, found: () => finds.at(-1)?.() };
}

/** After whatever is under way by now. */
const soon = (): Promise<void> => new Promise((go) => setImmediate(go));

describe('the search for the next match', () => {
  it('gives what was found', async () => {
    const { work, found } = searching();
    const step = work.step(options);
    await soon();
    found();
    assert.deepEqual(await step, match);
  });

  it('ends where another one begins', async () => {
    const { work, found } = searching();
    const ended = assert.rejects(work.step(options), /ended/);
    await soon();
    const other = work.step({ ...options, place: 3 });
    await ended;
    found();
    assert.deepEqual(await other, match);
  });

  for (const [what, end] of [
    ['finding is stopped', (work: DatasetWork) => work.stop('find')],
    ['the view is closed', (work: DatasetWork) => work.dispose()],
  ] as const) {
    it(`ends where ${what}`, async () => {
      const { work } = searching();
      const ended = assert.rejects(work.step(options), /ended/);
      await soon();
      end(work);
      await ended;
    });
  }

  it('goes on where a list is stopped', async () => {
    const { work, found } = searching();
    const step = work.step(options);
    await soon();
    work.stop('list');
    found();
    assert.deepEqual(await step, match);
  });
});
