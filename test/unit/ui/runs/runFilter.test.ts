import assert from 'node:assert/strict';
import {
  filterChoices,
  filterFault,
  holdsFilter,
  parseRunFilter,
  toggleChoice,
} from '../../../../src/ui/runs/runFilter.js';

const item = {
  text: 'Nightly gpt-oss',
  status: 'failed',
  type: 'compare',
  backend: 'together',
  from: 'here',
};

describe('the filter of runs', () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ['nothing', '', true],
    ['words in any case', ' NIGHTLY gpt ', true],
    ['a word that is not there', 'nightly weekly', false],
    ['a status', 'status:failed', true],
    ['another status', 'status:completed', false],
    ['either of two', 'status:completed,failed', true],
    ['either of two, written apart', 'status:completed status:failed', true],
    ['every key must hold', 'status:failed type:score', false],
    ['choices and words', 'Status:Failed type:compare backend:together from:here nightly', true],
    ['a choice that is not known holds for nothing', 'status:foo', false],
    ['a word with a colon that is no key', 'gpt:oss', false],
  ];
  for (const [name, text, holds] of cases) {
    it(name, () => assert.equal(holdsFilter(parseRunFilter(text), item), holds));
  }

  it('says what is not known and what is', () => {
    assert.equal(
      filterFault(parseRunFilter('type:foo x')),
      'type:foo is not known; type is one of classify, score, compare.',
    );
    assert.equal(filterFault(parseRunFilter('type:score x')), undefined);
  });

  it('marks the choices of the filter', () => {
    const chosen = filterChoices('status:failed,paused x').filter((choice) => choice.chosen);
    assert.deepEqual(
      chosen.map(({ token }) => token),
      ['status:paused', 'status:failed'],
    );
  });

  const toggles: readonly (readonly [string, string, string, string])[] = [
    ['puts in', 'nightly ', 'status:failed', 'nightly status:failed'],
    ['completes what is half written', 'nightly sta', 'status:failed', 'nightly status:failed'],
    ['keeps a whole word', 'start ', 'status:failed', 'start status:failed'],
    ['takes out', 'a status:failed B', 'status:failed', 'a B'],
    ['takes one of two out', 'status:failed,paused', 'status:failed', 'status:paused'],
  ];
  for (const [name, text, token, after] of toggles) {
    it(name, () => assert.equal(toggleChoice(text, token), after));
  }
});
