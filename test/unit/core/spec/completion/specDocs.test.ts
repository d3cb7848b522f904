import assert from 'node:assert/strict';
import { fieldDoc } from '../../../../../src/core/spec/completion/specDocs.js';

describe('fieldDoc', () => {
  for (const [path, heading] of [
    [['dataset'], '**dataset** · text · required'],
    [['labels'], '**labels** · list of at least 2 · required · type classify'],
    [['judge', 'temperature'], '**judge.temperature** · number from 0 to 2 · optional'],
    [['judge', 'system_template'], '**judge.system_template** · text or object · required'],
    [['model_a', 'model'], '**model_a.model** · text · required · type compare'],
    [['run', 'concurrency'], '**run.concurrency** · whole number from 1 to 1024 · optional'],
    [['run', 'sample_seed'], '**run.sample_seed** · whole number · optional'],
    [['gates', 'pass_rate', 'min'], '**gates.pass_rate.min** · number · optional'],
  ] as const) {
    it(path.join('.'), () => {
      const [first, ...rest] = fieldDoc(path)!.split('\n\n');
      assert.equal(first, heading);
      assert.ok(rest.length > 0);
    });
  }

  it('gives meaning, default and example', () => {
    assert.equal(
      fieldDoc(['judge', 'max_tokens']),
      [
        '**judge.max_tokens** · whole number from 1 · optional',
        'Most tokens of one reply.',
        'Default: `32768`',
        'Example: `512`',
      ].join('\n\n'),
    );
  });

  it('lists the choices of the type', () => {
    assert.match(fieldDoc(['type'])!, /One of `classify`, `score`, `compare`$/);
  });

  it('says of model_name that it is older', () => {
    assert.match(fieldDoc(['judge', 'model_name'])!, /Older name of `model`/);
  });

  it('knows no field that is none', () => {
    assert.equal(fieldDoc(['judge', 'labels']), undefined);
    assert.equal(fieldDoc([]), undefined);
  });
});
