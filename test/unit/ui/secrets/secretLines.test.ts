import assert from 'node:assert/strict';
import { originsText, secretLines, usesText } from '../../../../src/ui/secrets/secretLines.js';
import type { SecretFacts } from '../../../../src/ui/secrets/secretLines.js';
import { OTHER, SERVICE } from './keyStage.js';

const texts = (facts: SecretFacts) =>
  secretLines(facts).map((line) => [line.name, originsText(line), usesText(line)]);

describe('the list of named keys', () => {
  it('holds what is kept, allowed or asked for, each once', () => {
    const facts: SecretFacts = {
      origins: { B: [OTHER, SERVICE], A: [OTHER] },
      consents: [
        { store: 'secret', name: 'A', origin: SERVICE, boundTo: OTHER },
        { store: 'env', name: 'B', origin: OTHER },
      ],
      rows: ['https://z.example', 'https://y.example'],
      uses: new Map([
        ['secret:A', ['a.eval.yaml', 'b.eval.yaml']],
        ['secret:C', ['c.eval.yaml']],
        ['env:D', ['c.eval.yaml']],
      ]),
    };
    assert.deepEqual(texts(facts), [
      ['A', OTHER, `used by a.eval.yaml, b.eval.yaml · also allowed at ${SERVICE}`],
      ['B', `${OTHER}, ${SERVICE}`, 'used by no spec here'],
      ['C', 'not set yet', 'used by c.eval.yaml'],
      ['B', 'from the environment', `used by no spec here · also allowed at ${OTHER}`],
      ['D', 'from the environment', 'used by c.eval.yaml'],
      ['https://y.example', 'rows may go there, without a key', 'allowed when a spec asked for it'],
      ['https://z.example', 'rows may go there, without a key', 'allowed when a spec asked for it'],
    ]);
  });

  it('a secret with the name of a field of every object is not set', () => {
    const uses = new Map([['secret:constructor', ['a.eval.yaml']]]);
    assert.deepEqual(texts({ origins: {}, consents: [], rows: [], uses }), [
      ['constructor', 'not set yet', 'used by a.eval.yaml'],
    ]);
  });
});
