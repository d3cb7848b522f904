import assert from 'node:assert/strict';
import { accountLines } from '../../../../src/ui/accounts/accountLines.js';
import type { AccountProfile } from '../../../../src/ui/accounts/accountProfiles.js';
import { OTHER, SERVICE } from '../secrets/keyStage.js';

const account = { organization: 'acme', project: 'a' };
const work: AccountProfile = { id: '1', name: 'work', origin: SERVICE, account, verifiedMs: 0 };
const named: AccountProfile = { id: '2', name: 'acme · a', origin: SERVICE, account };
const elsewhere: AccountProfile = { id: '3', name: 'lab', origin: OTHER };
const facts = {
  profiles: [elsewhere, work, named],
  origin: SERVICE,
  chosen: { kind: 'profile', profile: work },
  hasEnvironment: true,
  isHere: false,
  now: 3 * 86_400_000,
} as const;
const texts = (lines: ReturnType<typeof accountLines>) =>
  lines.map(({ label, description, detail }) => [label, description, detail]);

describe('accountLines', () => {
  it('names each account with whose it is, where and since when, the configured service first', () => {
    assert.deepEqual(texts(accountLines(facts)), [
      ['work', 'acme · a · in use', `${SERVICE} · verified 3 d ago`],
      ['acme · a', '', `${SERVICE} · not verified yet`],
      ['Key from the environment', '', `${SERVICE} · from TOGETHER_API_KEY`],
      ['lab', '', `${OTHER} · not verified yet`],
    ]);
  });

  it('says that the key from the environment is in use where nothing was chosen', () => {
    const lines = accountLines({ ...facts, chosen: { kind: 'default' } });
    assert.deepEqual(
      lines.filter(({ isInUse }) => isInUse).map(({ choice }) => choice),
      ['environment'],
    );
  });

  it('marks none after a sign-out, and leaves out an environment that has no key', () => {
    const lines = accountLines({ ...facts, chosen: { kind: 'none' }, hasEnvironment: false });
    assert.deepEqual(
      lines.map(({ label, isInUse }) => [label, isInUse]),
      [
        ['work', false],
        ['acme · a', false],
        ['lab', false],
      ],
    );
  });

  it('says that a choice is that of this workspace', () => {
    const [line] = accountLines({ ...facts, isHere: true });
    assert.equal(line?.description, 'acme · a · in use, in this workspace');
  });
});
