import assert from 'node:assert/strict';
import { createRowConsents, type RowQuestion } from '../../../../src/ui/secrets/rowConsents.js';
import { OTHER, SERVICE, failure, keyStage, memoryOf, type Stage } from './keyStage.js';

const asker = { model: 'judge', spec: '/w/a.eval.yaml', columns: ['question'] };

interface RowStage extends Stage {
  readonly answers?: readonly boolean[];
}

/** The row consents of an editor with those keys; a person who is not expected to be asked says no. */
function rowStage({ answers = [], ...keysOf }: RowStage = {}) {
  const { keys, accounts } = keyStage(keysOf);
  const memory = new Map<string, unknown>();
  const questions: RowQuestion[] = [];
  const left = [...answers];
  const rows = createRowConsents({
    memory: memoryOf(memory),
    trusted: () => keysOf.trusted ?? true,
    isChosen: (origin) => keys.isChosen(origin),
    mayReceive: (question) => {
      questions.push(question);
      return Promise.resolve(left.shift() ?? false);
    },
  });
  return { rows, keys, accounts, questions, memory };
}

const REFUSED = `usage: Nothing was sent to ${OTHER}, because you did not allow it; run again to be asked again.`;

describe('rows to an address without a key', () => {
  const unasked: readonly [
    string,
    string,
    (stage: ReturnType<typeof rowStage>) => Promise<unknown>,
  ][] = [
    ['this machine', 'http://127.0.0.1:8000', () => Promise.resolve()],
    ['this machine by its name', 'http://localhost:11434', () => Promise.resolve()],
    ['this machine in IPv6', 'http://[::1]:8000', () => Promise.resolve()],
    ['the service', SERVICE, () => Promise.resolve()],
    [
      'an address that a secret was entered for',
      OTHER,
      ({ keys }) => keys.setSecret('K', OTHER, 'value'),
    ],
    [
      'an address of an account',
      OTHER,
      ({ accounts }) => accounts.save({ origin: OTHER, value: 'k' }),
    ],
  ];
  for (const [name, origin, prepare] of unasked) {
    it(`${name}: go unasked`, async () => {
      const stage = rowStage();
      await prepare(stage);
      await stage.rows.allow(origin, asker);
      assert.deepEqual(stage.questions, []);
    });
  }

  it('go where a key may go that the user allowed', async () => {
    const stage = rowStage({ env: { K: 'value' }, allow: true });
    await stage.keys.resolve('${env:K}', OTHER, asker);
    await stage.rows.allow(OTHER, asker);
    assert.deepEqual(stage.questions, []);
  });

  const asked: readonly [string, string, Stage][] = [
    ['an address that only a spec names', OTHER, {}],
    [
      'the service that a workspace’s settings name',
      OTHER,
      { service: OTHER, chosenByUser: false },
    ],
    ['another port of the service', `${SERVICE}:8443`, {}],
    ['a name that begins like this machine', 'https://127.0.0.1.evil.example', {}],
    ['a name below localhost, which a resolver may look up', 'http://x.localhost:80', {}],
    ['another machine of the local network', 'http://192.168.0.2:8000', {}],
  ];
  for (const [name, address, keysOf] of asked) {
    it(`${name}: are asked about`, async () => {
      const { origin } = new URL(address);
      const stage = rowStage(keysOf);
      await assert.rejects(stage.rows.allow(origin, asker), { name: 'UserError', kind: 'usage' });
      assert.deepEqual(stage.questions, [{ origin, asker }]);
    });
  }

  it('a yes is kept, listed and withdrawn; a no is asked again', async () => {
    const { rows, questions } = rowStage({ answers: [false, true, false] });
    assert.equal(await failure(rows.allow(OTHER, asker)), REFUSED);
    assert.deepEqual(rows.all(), []);
    await rows.allow(OTHER, asker);
    await rows.allow(OTHER, { model: 'another' });
    assert.deepEqual([rows.all(), questions.length], [[OTHER], 2]);
    await rows.withdraw(OTHER);
    assert.equal(await failure(rows.allow(OTHER, asker)), REFUSED);
    assert.deepEqual([rows.all(), questions.length], [[], 3]);
  });

  it('many that ask at once are one question', async () => {
    const { rows, questions } = rowStage({ answers: [true] });
    await Promise.all(Array.from({ length: 50 }, () => rows.allow(OTHER, asker)));
    assert.equal(questions.length, 1);
  });

  it('nobody is asked in Restricted Mode, whatever was allowed', async () => {
    const { rows, questions } = rowStage({ trusted: false, answers: [true] });
    for (const origin of [OTHER, SERVICE, 'http://127.0.0.1:8000']) {
      assert.equal(
        await failure(rows.allow(origin, asker)),
        'trust: Nothing is sent in Restricted Mode: trust this workspace first.',
      );
    }
    assert.deepEqual(questions, []);
  });

  it('what is kept by something else is no yes', async () => {
    const stage = rowStage();
    for (const kept of [OTHER, { [OTHER]: true }, [{ origin: OTHER }], [`${OTHER}/v1`], null]) {
      stage.memory.set('gavel.rowConsents', kept);
      assert.equal(await failure(stage.rows.allow(OTHER, asker)), REFUSED);
    }
  });
});
