import assert from 'node:assert/strict';
import { consentDetail } from '../../../../src/ui/secrets/consentText.js';
import { OTHER } from './keyStage.js';

const shown = (path: string) => path.replace('/workspace/', '');
const kept = (origin: string) =>
  `Whoever runs ${origin} can use the key. A yes is kept for this key and this address until you withdraw it with Gavel: Manage Secrets.`;

describe('the question before a key goes elsewhere', () => {
  it('says who asks, and what the key was entered for', () => {
    const asker = { model: 'gpt-5', spec: '/workspace/a.eval.yaml' };
    const question = {
      store: 'secret',
      name: 'K',
      origin: OTHER,
      boundTo: 'https://b.example',
      asker,
    } as const;
    assert.deepEqual(consentDetail(question, shown).split('\n'), [
      'The model gpt-5 in a.eval.yaml asks for it.',
      'The key was entered for https://b.example.',
      kept(OTHER),
    ]);
  });

  it('says so where a key comes from the environment, and nobody is named', () => {
    const question = { store: 'env', name: 'K', origin: OTHER } as const;
    assert.deepEqual(consentDetail(question, shown).split('\n'), [
      `Something that is addressed to ${OTHER} asks for it.`,
      'The key is read from the environment variable K.',
      kept(OTHER),
    ]);
  });

  it('warns of an address that only looks like another', () => {
    const origin = 'https://xn--pi-6kc.openai.com';
    const question = { store: 'env', name: 'K', origin } as const;
    assert.match(consentDetail(question, shown), /letters of another alphabet, written as xn--…/);
  });
});
