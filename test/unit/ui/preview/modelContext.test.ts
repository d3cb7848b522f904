import assert from 'node:assert/strict';
import { createModelLists } from '../../../../src/core/models/modelLists.js';
import { createModelContext } from '../../../../src/ui/preview/modelContext.js';

function stage({ trusted = true, key = true, broken = false } = {}) {
  const asked: string[] = [];
  let failures = 0;
  const context = createModelContext({
    services: () => ({
      modelLists: () =>
        Promise.resolve(
          createModelLists({
            store: { read: () => Promise.resolve(undefined), write: () => Promise.resolve() },
            origin: (name) => name,
            now: () => 0,
            fetch(name) {
              asked.push(name);
              if (broken) return Promise.reject(new Error('no network'));
              const contextLength = name === 'demo' ? 1 : 2;
              const model = {
                id: 'm',
                source: 'serverless',
                evaluates: true,
                contextLength,
              } as const;
              return Promise.resolve({ fetchedAt: 0, models: [model], problems: [] });
            },
          }),
        ),
    }),
    isTrusted: () => trusted,
    hasServiceKey: () => Promise.resolve(key),
    failed: () => (failures += 1),
  });
  return { context, asked, failures: () => failures };
}

const serverless = { model: 'm', model_source: 'serverless' } as const;

describe('modelContext', () => {
  it('asks each service once', async () => {
    const { context, asked } = stage();
    const learned = [
      await context.learn('local'),
      await context.learn('together'),
      await context.learn('demo'),
      await context.learn('demo'),
    ];
    assert.deepEqual(
      [learned, asked],
      [
        [true, false, true, false],
        ['together', 'demo'],
      ],
    );
    assert.deepEqual(
      (['local', 'together', 'demo'] as const).map((backend) =>
        context.lengthOf(serverless, backend),
      ),
      [2, 2, 1],
    );
  });

  it('knows nothing of models that others serve', async () => {
    const { context } = stage();
    await context.learn('local');
    const external = { model: 'm', model_source: 'external' } as const;
    assert.equal(context.lengthOf(external, 'local'), undefined);
  });

  const quiet: [name: string, setting: Parameters<typeof stage>[0], asked: string[]][] = [
    ['in Restricted Mode', { trusted: false }, []],
    ['without a key, but for the embedded service', { key: false }, ['demo']],
  ];
  for (const [name, setting, expected] of quiet) {
    it(`asks nobody ${name}`, async () => {
      const { context, asked } = stage(setting);
      await context.learn('together');
      await context.learn('demo');
      assert.deepEqual(asked, expected);
    });
  }

  it('asks no second time after a failure, which it tells quietly', async () => {
    const { context, asked, failures } = stage({ broken: true });
    assert.deepEqual(
      [await context.learn('together'), await context.learn('together')],
      [false, false],
    );
    assert.deepEqual([asked, failures()], [['together'], 1]);
  });

  it('knows nothing of the account before, and asks anew', async () => {
    const { context, asked } = stage();
    await context.learn('together');
    context.forget();
    assert.equal(context.lengthOf(serverless, 'together'), undefined);
    // The answer to what was asked for the account before comes too late.
    const late = context.learn('together');
    context.forget();
    assert.equal(await late, false);
    assert.equal(context.lengthOf(serverless, 'together'), undefined);
    assert.equal(await context.learn('together'), true);
    assert.equal(context.lengthOf(serverless, 'together'), 2);
    assert.deepEqual(asked, ['together', 'together', 'together']);
  });
});
