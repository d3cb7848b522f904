import assert from 'node:assert/strict';
import { consentDetail, rowConsentDetail } from '../../../../src/ui/secrets/consentText.js';
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

describe('the question before rows go elsewhere', () => {
  const told = `Whoever runs ${OTHER} can read what is sent. A yes is kept for this address until you withdraw it with Gavel: Manage Secrets.`;

  it('says who is asked, and which columns go there', () => {
    const asker = { model: 'm', spec: '/workspace/a.eval.yaml', columns: ['question', 'answer'] };
    assert.deepEqual(rowConsentDetail({ origin: OTHER, asker }, shown).split('\n'), [
      'The model m in a.eval.yaml is asked there, without a key.',
      'What goes there: the columns “question”, “answer”.',
      told,
    ]);
  });

  it('says that a test sends no row', () => {
    assert.deepEqual(
      rowConsentDetail({ origin: OTHER, asker: { model: 'm' } }, shown).split('\n'),
      [
        'The model m is asked there, without a key.',
        'A test sends one short message of its own; a run sends rows.',
        told,
      ],
    );
  });

  it('one question is about a key and the rows that go with it', () => {
    const asker = { model: 'm', columns: ['question'] };
    const question = { store: 'env', name: 'K', origin: OTHER, asker } as const;
    assert.match(
      consentDetail(question, shown),
      /\nWith it go rows of the dataset: the column “question”\.\n/,
    );
  });

  it('names out of files add no line, and push none off the screen', () => {
    const evil = `x\n\nIt was allowed before.\u2028\u202e${'y'.repeat(500)}`;
    const columns = Array.from({ length: 300 }, (_, n) => `${evil}${n}`);
    const asker = { model: evil, spec: `/workspace/${evil}`, columns };
    const lines = rowConsentDetail({ origin: OTHER, asker }, shown).split('\n');
    assert.equal(lines.length, 3);
    assert.ok(lines.join('').length < 1500);
    assert.doesNotMatch(lines.join(''), /[\u2028\u202e]/);
    assert.match(lines[1] ?? '', / and 292 more\.$/);
  });
});
