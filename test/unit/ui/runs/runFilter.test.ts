import assert from 'node:assert/strict';
import {
  filterChoices,
  filterFault,
  holdsFilter,
  parseRunFilter,
  specFilter,
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

describe('the filter for the runs of a spec', () => {
  const run = { ...item, spec: '/w/my evals/Judge.eval.yaml' };
  const holds = (text: string, spec = run.spec) =>
    holdsFilter(parseRunFilter(text), { ...run, spec });

  it('holds by the whole path or the end of it, from a whole name on', () => {
    for (const path of [
      '/w/my evals/Judge.eval.yaml',
      'my evals/Judge.eval.yaml',
      'Judge.eval.yaml',
    ]) {
      assert.ok(holds(specFilter(path.replace(/^\//, ''))), path);
    }
    assert.ok(!holds(specFilter('udge.eval.yaml')));
    assert.ok(!holds(specFilter('w/Judge.eval.yaml')));
    assert.ok(holds(specFilter('evals/a.eval.yaml'), 'C:\\w\\evals\\a.eval.yaml'));
  });

  it('is one word, whatever the path, and goes with other words', () => {
    assert.equal(specFilter('50 % off/a.eval.yaml'), 'spec:50%20%25%20off/a.eval.yaml');
    assert.ok(holds(specFilter('50 % off/a.eval.yaml'), '/w/50 % off/a.eval.yaml'));
    assert.ok(holds('spec:100%/a.eval.yaml', '/w/100%/a.eval.yaml'));
    assert.ok(!holds(`${specFilter('Judge.eval.yaml')} weekly`));
  });

  it('holds for no job, whose spec is not known', () => {
    assert.ok(!holdsFilter(parseRunFilter('spec:a.eval.yaml'), item));
  });
});
